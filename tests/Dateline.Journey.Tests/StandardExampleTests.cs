using System.Net;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Dateline.Journey.Tests;

/// <summary>
/// IPTC's own examples through the front door of the running program: what each becomes, and that a reader can read those that are stories.
/// Two of them repeat guid, version and time of another with other content, which is a conflict for a person to settle; those without a headline wait for the desk, and one has expired.
/// </summary>
public sealed class StandardExampleTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task Every_example_of_NewsML_G2_is_taken_in_and_stories_stand_on_their_pages()
    {
        Standards.RequireFolder("newsml-g2/examples");
        await server.PutAsync("sources/iptc-g2", """{"name":"IPTC"}""");
        var files = Standards.Files("newsml-g2/examples", "*.xml").Where(f => !f.Contains("fragments", StringComparison.Ordinal)).ToList();
        Assert.True(files.Count >= 28);
        var read = 0;
        foreach (var file in files) read += await TakenAsync(file, "iptc-g2", () => G2Words(file));
        Assert.True(read >= 6, $"Only {read} stories could be read as pages.");
    }

    [Fact]
    public async Task Every_example_of_ninjs_is_taken_in_and_stories_stand_on_their_pages()
    {
        Standards.RequireFolder("ninjs/examples");
        var read = 0;
        foreach (var file in Standards.Files("ninjs/examples", "*.json"))
        {
            // The same story is told in every generation: each is a wire of its own.
            var source = "ninjs-" + Path.GetFileName(Path.GetDirectoryName(file)!).Replace('.', '-');
            await server.PutAsync("sources/" + source, """{"name":"IPTC"}""");
            read += await TakenAsync(file, source, () => NinjsWords(file));
        }
        Assert.True(read >= 12, $"Only {read} stories could be read as pages.");
    }

    /// <summary>Posts a file and looks at what became of each item: how many stand on a page and say what the file says.</summary>
    private async Task<int> TakenAsync(string file, string source, Func<IEnumerable<string>> words)
    {
        var name = Path.GetRelativePath(Standards.Folder!, file);
        var (status, answer) = await server.IntakeAsync(await File.ReadAllBytesAsync(file), source: source);
        Assert.True(status == HttpStatusCode.Accepted, $"{name}: {(int)status} {answer}");
        var pages = 0;
        foreach (var item in answer["items"]!.AsArray())
        {
            var (outcome, story) = ((string)item!["outcome"]!, (string?)item["story"]);
            if (outcome == "quarantined") Assert.True(Path.GetFileName(file) is "LISTING_18_Planning_Item_at_PCL.xml" or "LISTING_19_Planning_Item_with_delivery_at_CCL.xml" or "LISTING_20_Planning_Item_with_delivery_at_PCL.xml" or "facet-example-3.xml" && (string?)item["code"] == "version-conflict", $"{name}: {item}");
            else if (outcome is "new-story" or "waits") Assert.True(await WhyAsync(story!) is { } why && why.Contains("has no headline", StringComparison.Ordinal), $"{name}: {item} {await WhyAsync(story!)}");
            else Assert.True(outcome is "sent" or "writethru" or "kept", $"{name}: {item}");
            if (outcome is "sent" or "writethru" && await IsReadAsync(story!, words())) pages++;
        }
        return pages;
    }

    /// <summary>Whether it has a page, after seeing that the page says what it should.</summary>
    private async Task<bool> IsReadAsync(string story, IEnumerable<string> words)
    {
        var known = await server.ApiAsync("stories/" + story);
        if ((string?)known["kind"] is not ("text" or "composite")) return false;
        if ((string?)known["standing"]!["expires"] is { } expires)
        {
            Assert.Equal(("never", HttpStatusCode.NotFound, "2022"), ((string?)known["gate"]!["public"], (await server.Http.GetAsync((string?)known["page"])).StatusCode, expires[..4]));
            return false;
        }
        Assert.Equal("open", (string?)known["gate"]!["public"]);
        var page = PlayedDemo.Words(await server.Http.GetStringAsync(await server.PageOfAsync(story)));
        Assert.All(words, said => Assert.Contains(said, page));
        return true;
    }

    /// <summary>What the desk was told about a story; null: nothing.</summary>
    private async Task<string?> WhyAsync(string story) =>
        (string?)(await server.ApiAsync("alarms?limit=200"))["items"]!.AsArray().FirstOrDefault(a => (string?)a!["story"] == story)?["text"];

    // Read here by other means than the reader under test.
    private static IEnumerable<string> G2Words(string file)
    {
        var document = XDocument.Load(file);
        XElement? First(string name) => document.Descendants().FirstOrDefault(e => e.Name.LocalName == name);
        if (First("headline") is { } headline) yield return Line(headline.Value);
        if (document.Descendants().FirstOrDefault(e => e.Name.LocalName == "inlineXML")?.Descendants().FirstOrDefault(e => e.Name.LocalName == "p" && e.Value.Trim().Length > 20) is { } paragraph) yield return Opening(paragraph.Value);
    }

    private static IEnumerable<string> NinjsWords(string file)
    {
        var item = JsonNode.Parse(File.ReadAllBytes(file))!;
        if ((string?)item["headline"] is { } headline) yield return Line(headline);
        if (item["headlines"] is JsonArray { Count: > 0 } headlines) yield return Line((string)headlines[0]!["value"]!);
        if ((string?)item["body_text"] is { } text) yield return Opening(text);
    }

    private static string Opening(string text)
    {
        var line = Line(text);
        return line.Length <= 40 ? line : line[..line.LastIndexOf(' ', 40)];
    }

    private static string Line(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
