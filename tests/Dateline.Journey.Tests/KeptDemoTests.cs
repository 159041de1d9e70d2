using System.Text.Json;
using Dateline.App.Commands;

namespace Dateline.Journey.Tests;

/// <summary>What a demo leaves in a data folder that is kept is a newsroom's data like any other.</summary>
public sealed class KeptDemoTests
{
    [Fact]
    public async Task Its_log_is_sound_and_serve_goes_on_where_it_ended()
    {
        using var folder = new TempFolder();
        string[] pages = ["/", "/fr", "/corrections", "/feed.atom"];
        var urls = $"http://127.0.0.1:{FreePort.Next()}";
        using var http = new HttpClient();
        var before = new List<string>();
        await using (var demo = await DatelineProcess.StartAsync(["demo", "--urls", urls, "--data", folder["data"], "--speed", "1000"]))
        {
            await demo.WaitForLineAsync("The morning is over", TimeSpan.FromMinutes(2));
            foreach (var page in pages) before.Add(await http.GetStringAsync(urls + page));
            Assert.Equal(0, await demo.StopAsync());
        }

        var (exit, said) = await DatelineProcess.RunAsync(["verify-log", "--data", folder["data"]]);
        Assert.True(exit == 0, said);
        Assert.Contains("sound", said);

        var site = DemoCommand.Sections().ToDictionary(s => "DATELINE_" + s.Name.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant(), s => s.Value, StringComparer.Ordinal);
        (site["DATELINE_SITE__NAME"], site["DATELINE_SITE__CONTACT"]) = ("The Harbour Ledger", "corrections@harbourledger.example");
        await using var server = await DatelineProcess.StartAsync(["serve", "--urls", urls, "--data", folder["data"]], site);
        for (var i = 0; i < pages.Length; i++) Assert.Equal(before[i], await http.GetStringAsync(urls + pages[i]));
    }

    [Fact]
    public async Task A_demo_without_a_folder_leaves_nothing_behind()
    {
        using var temporary = new TempFolder();
        await using var demo = await DatelineProcess.StartAsync(["demo", "--urls", "http://127.0.0.1:0", "--speed", "1000"], new Dictionary<string, string?> { ["TMPDIR"] = temporary.Path });
        Assert.NotEmpty(Directory.GetDirectories(temporary.Path, "dateline-demo-*"));
        await demo.WaitForLineAsync("The morning is over", TimeSpan.FromMinutes(2));
        Assert.Equal(0, await demo.StopAsync());
        Assert.Empty(Directory.GetDirectories(temporary.Path, "dateline-demo-*"));
    }

    [Fact]
    public async Task A_member_site_beside_it_ends_with_the_same_stories_and_none_of_those_that_were_withdrawn()
    {
        using var folder = new TempFolder();
        await using var demo = await DatelineProcess.StartAsync(["demo", "--urls", $"http://127.0.0.1:{FreePort.Next()}", "--data", folder["data"], "--speed", "200", "--member"]);
        var line = await demo.WaitForLineAsync("A member site that follows it", TimeSpan.FromMinutes(2));
        var member = new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..].Trim());
        await demo.WaitForLineAsync("The morning is over", TimeSpan.FromMinutes(3));

        using var http = new HttpClient();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var (ours, theirs) = (await Headlines(http, demo.Address), await Headlines(http, member));
        // The member hears of each release while it waits for the next; how soon it is done with the last is its own affair.
        while (!ours.SetEquals(theirs) && !patience.IsCancellationRequested) theirs = await Headlines(http, member);
        Assert.Equal(ours.Order(StringComparer.Ordinal), theirs.Order(StringComparer.Ordinal));
        Assert.True(ours.Count > 20, $"Only {ours.Count} stories are out.");
        Assert.Equal(0, await demo.StopAsync());

        foreach (var data in new[] { folder["data"], Path.Combine(folder["data"], "member") })
        {
            var (exit, said) = await DatelineProcess.RunAsync(["verify-log", "--data", data]);
            Assert.True(exit == 0, said);
        }
    }

    private static async Task<HashSet<string>> Headlines(HttpClient http, Uri site)
    {
        var headlines = new HashSet<string>(StringComparer.Ordinal);
        foreach (var feed in new[] { "feed.json", "fr/feed.json" })
        {
            using var json = JsonDocument.Parse(await http.GetStringAsync(new Uri(site, feed)));
            headlines.UnionWith(json.RootElement.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("title").GetString()!));
        }
        return headlines;
    }

    [Theory]
    [InlineData("--speed must lie between 0.1 and 1000", "--speed", "0")]
    [InlineData("a demo listens on this machine only", "--urls", "http://0.0.0.0:5080")]
    [InlineData("is not an address to listen on", "--urls", "5080")]
    public async Task A_demo_that_cannot_be_meant_says_how_to_mend_it(string words, params string[] arguments)
    {
        var (exit, said) = await DatelineProcess.RunAsync(["demo", .. arguments]);
        Assert.Equal(2, exit);
        Assert.Contains(words, said);
        Assert.DoesNotContain("   at ", said);
    }
}
