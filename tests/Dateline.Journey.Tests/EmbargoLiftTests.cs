using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Dateline.Journey.Tests;

/// <summary>An embargo in the built program, from the send sheet: set, and lifted by hand before its hour. Readers and clients have nothing of it before, and have it after.</summary>
public sealed class EmbargoLiftTests(RunningServer server, ChromiumBrowser browser) : IClassFixture<RunningServer>, IClassFixture<ChromiumBrowser>
{
    private const string Headline = "Harbour line to be sold to its dockers";

    [Fact]
    public async Task What_is_under_embargo_is_nowhere_outside_until_an_editor_lifts_it()
    {
        await server.PutAsync("products/all", """{"name":"Everything","filter":"everything"}""");
        var later = await server.ClientAsync("ledger", "all");
        var ahead = await server.ClientAsync("radio", "all");
        await server.PutAsync("destinations/radio-api", """{"client":"radio","channel":"api","format":"ninjs-3.1","options":{},"inAdvance":true}""");
        var errors = new List<string>();
        var page = await FirstPerson.SetsUpAsync(server.Process, browser, errors);
        await page.ClickAsync("#board [data-do=new]");
        await page.WaitForSelectorAsync("body[data-ready=yes]");
        var id = page.Url[(page.Url.LastIndexOf('/') + 1)..];
        await page.FillAsync("#headline", Headline);
        await page.FillAsync("#slugline", "HARBOUR-LINE");
        await page.ClickAsync("#body .text");
        await page.Keyboard.TypeAsync("The harbour line goes to its dockers, the council of Port Clare said.");
        await page.WaitForSelectorAsync("#saved.o");

        await page.ClickAsync(".foot [data-do=send]");
        await page.ClickAsync("#sheet input[value=embargo]");
        await page.FillAsync("#s-usableFrom", "2099-01-05T09:00");
        await page.WaitForSelectorAsync("#sheet .do button:has-text('Send to 1 client now, public Mon 5 Jan 2099 09:00')");
        await page.ClickAsync("#sheet .do button.violet");
        await page.WaitForSelectorAsync(".gate >> text=Embargo until");
        // Whoever gets copy in advance has it, with its hour; so all that is to be told of it has been told, and nobody else has a word.
        var early = await FirstAsync(ahead);
        Assert.Equal((Headline, "2099-01-05T09:00:00Z", true), ((string?)early["headline"], (string?)early["usableFrom"], (bool?)early["embargoed"]));
        Assert.Empty((await WireAsync(later))["items"]!.AsArray());
        var address = await server.PageOfAsync(id);
        Assert.Equal(HttpStatusCode.NotFound, (await server.ReadAsync(address)).Status);
        foreach (var place in Public) Assert.DoesNotContain(Headline, (await server.ReadAsync(place)).Text, StringComparison.Ordinal);

        await page.WaitForSelectorAsync("body[data-ready=yes]");
        await page.ClickAsync(".foot [data-do=send]");
        await page.ClickAsync("#sheet input[value=lift]");
        await page.WaitForSelectorAsync("#sheet .facts >> text=Now");
        await page.ClickAsync("#sheet .do button.p");
        await page.WaitForSelectorAsync("#story[data-state=published]:not(:has(.gate))");
        var shown = await server.ReadAsync(await server.PageOfAsync(id));
        Assert.Equal(HttpStatusCode.OK, shown.Status);
        foreach (var text in new[] { shown.Text, (await server.ReadAsync("/")).Text, (await server.ReadAsync("/feed.rss")).Text }) Assert.Contains(Headline, text, StringComparison.Ordinal);
        var told = await FirstAsync(later);
        Assert.Equal((Headline, null), ((string?)told["headline"], (bool?)told["embargoed"]));
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    private static readonly string[] Public = ["/", "/feed.rss", "/feed.json", "/sitemaps/news.xml", "/archive", "/search?q=harbour"];

    private async Task<JsonNode> WireAsync(string key, string more = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/wire/v1" + more) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
        using var answer = await server.Http.SendAsync(request);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    /// <summary>The first item of a client's wire, as soon as there is one.</summary>
    private async Task<JsonNode> FirstAsync(string key) => (await WireAsync(key, "?wait=30"))["items"]![0]!;
}
