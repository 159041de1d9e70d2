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
