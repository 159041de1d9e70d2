using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Backups;
using Dateline.Store.Kills;
using Dateline.Store.Stories;

namespace Dateline.Journey.Tests.Keeping;

/// <summary>The power goes while a story is killed: at every point the journal and the store agree again after the next start, and so does a restore.</summary>
public sealed class KillJournalCrashTests
{
    [Theory]
    [InlineData("journal.before-write", false)]
    [InlineData("journal.written", false)]
    [InlineData("journal.settled", true)]
    public async Task Journal_and_store_agree_after_a_crash(string point, bool isKilled)
    {
        using var folder = new TempFolder();
        var data = folder["data"];
        var (_, key) = await DatelineProcess.RunAsync(["key", "create", "--data", data]);
        string story;
        await using (var server = await DatelineProcess.StartAsync(["serve", "--data", data, "--urls", $"http://127.0.0.1:{FreePort.Next()}"], new Dictionary<string, string?> { ["DATELINE_CRASH_AT"] = point }))
        {
            using var http = new HttpClient { BaseAddress = server.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key.Trim()) } };
            story = (string)(await Post(http, "stories", """{"content":{"language":"en","headline":"A claim that was false"}}"""))["id"]!;
            await Post(http, $"stories/{story}/actions/publish", """{"expectedVersion":0}""");
            var (exit, output) = await DatelineProcess.RunAsync(["backup", "--data", data, "--to", folder["backups"], "--quiet"]);
            Assert.True(exit == 0, output);
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => Post(http, $"stories/{story}/actions/kill", """{"reason":"It was false"}"""));
            await server.WaitForExitAsync();
        }
        var backup = StoreBackup.In(folder["backups"]).Single();
        // Where only the journal is left, what it says without a verdict counts.
        var blind = await StoreRestore.RunAsync(backup, new StoreOptions { Folder = folder["blind"] });
        Assert.Equal(point == "journal.before-write" ? 0 : 1, blind.Kills.Killed);

        await using (var store = NewsStore.Open(new StoreOptions { Folder = data }))
        {
            Assert.Equal(isKilled, store.Read(db => StoryTable.Find(db, Guid.Parse(story)))!.Standing.State == StoryState.Killed);
            Assert.Equal(isKilled ? 1 : 0, KillJournals.Read(KillJournals.FolderOf(store.Options)).Entries);
        }
        var done = await StoreRestore.RunAsync(backup, new StoreOptions { Folder = folder["restored"] });
        Assert.Equal(isKilled ? 1 : 0, done.Kills.Killed);
    }

    private static async Task<JsonNode> Post(HttpClient http, string path, string json)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync("/api/v1/" + path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }
}
