using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Dateline.Formats.Subjects;
using Dateline.Newsroom.Vocabulary;
using Dateline.Store;
using Dateline.Store.House;
using Dateline.Store.Keeping;
using Microsoft.Playwright;
using static Dateline.Newsroom.Tests.Looking;

namespace Dateline.Newsroom.Tests;

/// <summary>Vocabularies on screen: looked at before they are taken over, in force at once, on every node and after a restart.</summary>
public sealed class VocabularyTests(ChromiumBrowser browser) : OnScreen(browser), IClassFixture<ChromiumBrowser>
{
    private const string Terms = "code;field;broader;retired;en;fr\r\nharbour:xylotomy;subject;medtop:01000000;;xylotomy works;travaux de xylotomie\r\nharbour:notebook;genre;;;Notebook;Carnet\r\n";

    [Fact]
    public async Task A_list_of_the_house_is_looked_at_taken_over_and_typed_ahead_at_once()
    {
        await Host.PersonAsync("olga", "Olga Dahl", "admin");
        var page = await SignedIn(login: "olga");
        var errors = Complaints(page);
        await page.ClickAsync(".rail a[href='/newsroom/vocabularies']");
        Assert.Contains("comes with Dateline", await page.TextContentAsync("section[aria-labelledby=h-mediatopics]"), StringComparison.Ordinal);
        await Look(page, "vocabularies-1440", true);
        await Give(page, "house", "terms.csv", "code,en\r\nharbour,no prefix\r\n");
        await page.WaitForSelectorAsync("#how-house >> text=vocabulary-code");
        Assert.Contains("line 2", await page.TextContentAsync("#how-house"), StringComparison.Ordinal);

        await Give(page, "house", "terms.csv", Terms);
        await page.WaitForSelectorAsync("#look-house >> text=xylotomy works");
        Assert.Empty(await Ahead(page, "xylo", "en"));
        await Look(page, "vocabularies-look-1440", true);
        await page.ClickAsync("#look-house button.p");
        await page.WaitForSelectorAsync("#main .done");
        Assert.Equal(["xylotomy works"], await Ahead(page, "xylo", "en"));
        Assert.Equal(["travaux de xylotomie"], await Ahead(page, "xylo", "fr"));
        Assert.Contains((await Desk.Get("audit?subject=house")).Done["items"]!.AsArray(), a => (string?)a!["what"] == "vocabulary-import" && (string?)a["detail"] == "+2 ~0 -0 >0" && ((string?)a["who"])!.StartsWith("person:", StringComparison.Ordinal));

        var file = await page.EvaluateAsync<string>("fetch('/newsroom/vocabularies?handler=export&name=house&form=csv').then(a => a.text())");
        Assert.Contains("harbour:xylotomy,subject,medtop:01000000,,xylotomy works,travaux de xylotomie", file, StringComparison.Ordinal);
        await Give(page, "house", "terms.csv", Terms.Replace("xylotomy works", "xylotomy", StringComparison.Ordinal).Replace("harbour:notebook", "harbour:diary", StringComparison.Ordinal));
        await page.WaitForSelectorAsync("#look-house >> text=Renamed 1");
        await page.WaitForSelectorAsync("#look-house >> text=Retired 1");
        await page.ClickAsync("#look-house button:not(.p)");
        await page.WaitForSelectorAsync("#look-house", new() { State = WaitForSelectorState.Detached });
        Assert.Equal(["xylotomy works"], await Ahead(page, "xylo", "en"));
        await page.SetViewportSizeAsync(390, 800);
        await Look(page, "vocabularies-390", true);
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_newer_release_of_IPTC_shows_what_it_changes_and_is_in_force_on_the_other_node_and_after_a_restart()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync();
        await Host.PersonAsync("olga", "Olga Dahl", "admin");
        var page = await SignedIn(dark: true, login: "olga");
        await page.GotoAsync(At("/newsroom/vocabularies?lang=fr"));
        await Give(page, "mediatopics", "cptall-en-GB.json", Newer());
        await page.WaitForSelectorAsync("#look-mediatopics >> text=zymurgy");
        await Look(page, "vocabularies-release-dark-1440", true);
        // Somebody else gives another file meanwhile: what was looked at is not what would be taken over.
        await Host.Store.Write(tx => VocabularyReleases.Stage(tx, VocabularyReleases.MediaTopics, "x", "other.json", "", [1], "test"));
        await Host.Store.Write(tx => tx.Db.Execute("update vocabulary set at = at + 1 where number = 0"));
        await page.ClickAsync("#look-mediatopics button.p");
        await page.WaitForSelectorAsync("#how-mediatopics >> text=vocabulary-changed");
        Assert.Empty(await Ahead(page, "zymur", "en"));
        await Give(page, "mediatopics", "cptall-en-GB.json", Newer());
        await page.ClickAsync("#look-mediatopics button.p");
        await page.WaitForSelectorAsync("#main .done");
        Assert.Equal(["zymurgy"], await Ahead(page, "zymur", "en"));
        Assert.Contains("2026-04-01", await page.TextContentAsync("section[aria-labelledby=h-mediatopics]"), StringComparison.Ordinal);
        await page.Context.CloseAsync();

        // Two nodes over one database: what one imports the other has with its next look, and one that starts has it from the start.
        using var folders = new TempFolder();
        var options = new StoreOptions { Folder = Path.Combine(folders.Path, "a"), Postgres = database.ConnectionString, Time = Host.Time };
        await using var first = NewsStore.Open(options);
        await using var second = NewsStore.Open(options with { Folder = Path.Combine(folders.Path, "b") });
        using var other = new VocabularyFollower(second);
        other.Look();
        Assert.Null(other.Current?.Find("medtop:20009997"));
        var release = Host.Store.Read(db => VocabularyReleases.Content(db, VocabularyReleases.MediaTopics, 1))!;
        await first.Write(tx => VocabularyReleases.TakeOver(tx, VocabularyReleases.MediaTopics, VocabularyReleases.Stage(tx, VocabularyReleases.MediaTopics, "2026-04-01", "a.json", "", release, "test").At, "test"));
        other.Look();
        Assert.Equal("zymurgy", other.Current!.Find("medtop:20009997")!.Label(Dateline.News.Language.From("en")!.Value));
        using var restarted = new VocabularyFollower(first);
        await restarted.StartAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(restarted.Current!.Find("medtop:20009997"));
        await restarted.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_program_says_what_would_change_before_it_changes_it_and_needs_the_right()
    {
        const string body = """{"terms":[{"code":"quay:zzz","names":{"en":"quayside zzz"}}]}""";
        Assert.Equal("quay:zzz", (string?)(await Desk.Put("vocabularies/house?dryRun=true", body)).Done["added"]![0]!["code"]);
        Assert.Equal(0, Host.Store.Read(db => VocabularyReleases.InForce(db, VocabularyReleases.House)));
        (await Desk.Put("vocabularies/house", """{"terms":[{"code":"quay:zzz","names":{}}]}""")).Refused(HttpStatusCode.UnprocessableEntity, "vocabulary-name");
        (await Desk.Put("vocabularies/house", """{"terms":[],"other":1}""")).Refused(HttpStatusCode.BadRequest, "unknown-member", "/other");
        Assert.Equal("quay:zzz", (string?)(await Desk.Put("vocabularies/house", body)).Done["added"]![0]!["code"]);
        Assert.Contains((await Desk.Get("vocabularies/house")).Done["terms"]!.AsArray(), t => (string?)t!["code"] == "quay:zzz");
        Assert.Equal(1, (int)(await Desk.Get("vocabularies")).Done["items"]![1]!["number"]!);
        (await Desk.Get("vocabularies/none")).Refused(HttpStatusCode.NotFound, "unknown");
        Assert.Equal("medtop:20009997", (string?)(await Desk.Put("vocabularies/mediatopics?dryRun=true", Newer())).Done["added"]![0]!["code"]);
        Assert.Equal(0, Host.Store.Read(db => VocabularyReleases.InForce(db, VocabularyReleases.MediaTopics)));
        (await Desk.Put("vocabularies/mediatopics", """{"terms":[]}""")).Refused(HttpStatusCode.UnprocessableEntity, "vocabulary-form");
        Assert.Single((await Desk.Put("vocabularies/mediatopics", Newer())).Done["added"]!.AsArray());
        Assert.Equal("2026-04-01", (string?)(await Desk.Get("vocabularies")).Done["items"]![0]!["release"]);
        var editor = await Host.CallerAsync("stories:read", "stories:write");
        (await editor.Put("vocabularies/mediatopics", Newer())).Refused(HttpStatusCode.Forbidden, "scope-missing");
        (await editor.Put("vocabularies/house", body)).Refused(HttpStatusCode.Forbidden, "scope-missing");
        using var visitor = new Visitor(Host);
        await visitor.SignIn("anna", PeopleOfTests.Password);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.Get("/newsroom/vocabularies")).StatusCode);
    }

    private static async Task Give(IPage page, string name, string file, string text)
    {
        await page.SetInputFilesAsync($"#files-{name}", new FilePayload { Name = file, MimeType = "application/octet-stream", Buffer = Encoding.UTF8.GetBytes(text) });
        await page.ClickAsync($"form:has(#files-{name}) button.p");
        await page.WaitForLoadStateAsync();
    }

    private static async Task<string[]> Ahead(IPage page, string text, string language) =>
        await page.EvaluateAsync<string[]>($"fetch('/newsroom/subjects?q={text}&lang={language}').then(a => a.json()).then(a => a.items.map(i => i.name))");

    private static string Newer()
    {
        var json = JsonNode.Parse(MediaTopics.BuiltIn.ToJson())!;
        json["dateReleased"] = "2026-04-01";
        json["conceptSet"]!.AsArray().Add(JsonNode.Parse("""{"qcode":"medtop:20009997","prefLabel":{"en-GB":"zymurgy"},"broader":["medtop:01000000"]}"""));
        return json.ToJsonString();
    }
}
