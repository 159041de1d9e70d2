using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Dateline.Journey.Tests;

/// <summary>A wire's story is edited here, and then its correction comes the same way: nothing is written over, the newsroom tells, and an editor brings both together.</summary>
public sealed class WireCorrectionTests(RunningServer server, ChromiumBrowser browser) : IClassFixture<RunningServer>, IClassFixture<ChromiumBrowser>
{
    private const string Guid = "urn:merge:mine";
    private const string First = "<p>The blast killed six miners on Monday, police said.</p><p>Rescue work went on through the night.</p><p>The mine opened in 1987.</p>";
    private const string Second = "<p>The blast killed seven miners on Monday, police said.</p><p>Rescue work went on through the night.</p><p>The mine opened in 1989.</p>";

    [Fact]
    public async Task What_an_editor_changed_and_what_the_wire_corrected_are_both_in_the_story_that_the_editor_takes()
    {
        await server.PutAsync("routes", """{"items":[{"name":"To the desk","actions":{"desk":"news"}}]}""");
        var errors = new List<string>();
        var page = await FirstPerson.SetsUpAsync(server.Process, browser, errors);
        var id = (string)(await Arrives(First, "1", ""))["story"]!;

        await page.GotoAsync(new Uri(server.Address, "/newsroom/stories/" + id).ToString());
        await page.WaitForSelectorAsync("body[data-ready=yes]");
        await page.ClickAsync("#body .text p:nth-of-type(2)");
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.TypeAsync(" Families waited at the gate.");
        await page.FillAsync("#headline", "Six die in Kessel mine blast");
        await page.WaitForSelectorAsync("#saved.o");

        Assert.Equal("waits", (string?)(await Arrives(Second, "2", "<edNote>Corrects the number of dead.</edNote><signal qcode=\"sig:correction\"/>"))["outcome"]);
        Assert.Contains("six miners", (string)(await server.ApiAsync("stories/" + id))["content"]!["body"]!, StringComparison.Ordinal);

        // The newsroom tells: at once where she writes, on the board of alarms, and over the story.
        Assert.Contains("Corrects the number of dead.", await page.InnerTextAsync("#wire-update"), StringComparison.Ordinal);
        await page.GotoAsync(new Uri(server.Address, "/newsroom/alarms").ToString());
        await page.ClickAsync($"main a[href$=\"{id}\"]");
        await page.WaitForSelectorAsync("body[data-ready=yes]");
        Assert.Contains("Corrects the number of dead.", await page.InnerTextAsync("#wire-update"), StringComparison.Ordinal);
        await page.ClickAsync("#wire-update a.button");
        await page.WaitForURLAsync("**/merge");

        // Both changed the headline, and we keep ours; of the text each changed other paragraphs.
        Assert.Equal(["Conflict", "Theirs", "Theirs", "Ours", "Theirs"], await page.EvaluateAsync<string[]>("[...document.querySelectorAll('.piece-of')].map(p => p.dataset.kind)"));
        await page.CheckAsync(".clash input[value=ours]");
        await page.ClickAsync("button[value=take]");
        await page.WaitForURLAsync("**/stories/" + id);
        await page.WaitForSelectorAsync("body[data-ready=yes]");
        Assert.Equal(0, await page.Locator("#wire-update").CountAsync());

        var content = (await server.ApiAsync("stories/" + id))["content"]!;
        Assert.Equal("Six die in Kessel mine blast", (string?)content["headline"]);
        Assert.Equal(Second.Replace("the night.", "the night. Families waited at the gate.", StringComparison.Ordinal), (string?)content["body"]);
        Assert.Equal("Corrects the number of dead.", (string?)content["edNote"]);
        var alarm = Assert.Single((await server.ApiAsync("alarms?all=true"))["items"]!.AsArray(), a => (string?)a!["kind"] == "incoming-correction")!;
        Assert.Equal(id, (string?)alarm["story"]);
        Assert.StartsWith("person:", (string?)alarm["acknowledgedBy"], StringComparison.Ordinal);
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    private async Task<JsonNode> Arrives(string text, string version, string meta)
    {
        var document = Wire.Item(Guid, version, version == "1" ? "Six die in mine blast" : "Seven die in mine blast", "<pubStatus qcode=\"stat:usable\"/>" + meta, $"2026-08-24T0{version}:00:00Z", text: text);
        return (await server.IntakeAsync(Encoding.UTF8.GetBytes(document))).Answer["items"]![0]!;
    }
}
