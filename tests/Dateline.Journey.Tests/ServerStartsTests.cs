namespace Dateline.Journey.Tests;

/// <summary>The built program as an operator meets it.</summary>
public class ServerStartsTests
{
    [Fact]
    public async Task A_server_listens_on_an_empty_folder_and_again_after_it_was_killed()
    {
        using var folder = new TempFolder();
        using var client = new HttpClient();
        await using (var first = await DatelineProcess.StartAsync(Serve(folder)))
        {
            Assert.Equal("ok\n", await client.GetStringAsync(new Uri(first.Address, "/healthz")));
            Assert.Contains("dateline key create --data " + folder["data"], await first.WaitForLineAsync("There is no key yet", TimeSpan.FromSeconds(30)));
            await first.KillAsync();
        }
        await using var second = await DatelineProcess.StartAsync(Serve(folder));
        Assert.Equal("ok\n", await client.GetStringAsync(new Uri(second.Address, "/healthz")));
        Assert.Equal(0, await second.StopAsync());
    }

    [Fact]
    public async Task A_second_server_on_the_same_folder_says_why_it_does_not_start()
    {
        using var folder = new TempFolder();
        await using var first = await DatelineProcess.StartAsync(Serve(folder));
        var (exitCode, output) = await DatelineProcess.RunAsync(Serve(folder));
        Assert.Equal(1, exitCode);
        Assert.Contains("in use by another Dateline", output);
    }

    private static string[] Serve(TempFolder folder) => ["serve", "--data", folder["data"], "--urls", "http://127.0.0.1:0"];
}
