using System.Text.RegularExpressions;
using System.Xml.Linq;
using Dateline.Formats;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Staff;
using Dateline.Store.Deliveries;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;

namespace Dateline.Newsroom.Tests;

/// <summary>Why something was not done is told a person in their language, and a program in the contract's.</summary>
public partial class TheirWordsTests(OneHost one) : IClassFixture<OneHost>
{
    // What no screen can meet: it never asks so.
    private static readonly string[] OfProgramsAlone = ["query-bad", "unknown-member", "idempotency-mismatch", "wrong-type", "expected-version-missing", "second-key-bad", "version-unknown", "revision-unknown", "format-unknown", "photo-broken", "photo-pixels", "not-set-up"];

    private static HashSet<string> French(string prefix) => [.. XDocument.Load(Repo.Path("src/2-desk/Dateline.Newsroom/Staff/StaffText.fr.resx")).Root!.Elements("data")
        .Select(d => (string)d.Attribute("name")!).Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Select(n => n[prefix.Length..])];

    [Fact]
    public async Task A_session_in_french_is_told_in_french_and_a_key_in_english()
    {
        var person = await one.Host.PersonAsync("claire", "Claire Roy");
        await one.Host.Store.Write(tx => { People.SetLanguage(tx, person.Id, "fr"); return 0; });
        using var claire = new Visitor(one.Host);
        await claire.SignIn("claire", PeopleOfTests.Password);
        var id = await one.Desk.Draft();

        Assert.Contains("Cet article n’existe pas", await claire.Read($"/api/v1/stories/{Guid.NewGuid()}"), StringComparison.Ordinal);
        Assert.Contains("L’article n’est jamais parti", await claire.Read($"/api/v1/stories/{id}/actions"), StringComparison.Ordinal);
        Assert.Contains("The story was never sent", await (await one.Desk.Get($"stories/{id}/actions")).Response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_code_that_work_on_stories_can_meet_on_a_screen_has_words_and_no_words_stand_for_none()
    {
        var met = one.Host.Endpoints.Select(e => e.Metadata.GetMetadata<ApiEndpoint>()).OfType<ApiEndpoint>().Where(e => e.Path.StartsWith("stories", StringComparison.Ordinal)).SelectMany(e => e.Doc.Codes).ToHashSet();
        var french = French("refused-");
        Assert.Empty(met.Except(french).Except(OfProgramsAlone));
        Assert.Empty(french.Except(ProblemCodes.All.Keys));
        Assert.Empty(OfProgramsAlone.Intersect(french));
    }

    [Fact]
    public async Task An_alarm_says_in_french_what_it_asks_for_and_keeps_what_was_written_when_it_rang()
    {
        var id = await one.Desk.Draft();
        await one.Host.Store.Write(tx => Alarms.Raise(tx, "incoming-correction", "Northern Press sent a correction of it, and it was edited here.", Guid.Parse(id)));
        var person = await one.Host.PersonAsync("luc", "Luc Roy");
        await one.Host.Store.Write(tx => { People.SetLanguage(tx, person.Id, "fr"); return 0; });
        using var luc = new Visitor(one.Host);
        await luc.SignIn("luc", PeopleOfTests.Password);
        var page = System.Net.WebUtility.HtmlDecode(await luc.Read("/newsroom/alarms"));
        Assert.Contains("le fil envoie une correction d’un article travaillé ici", page, StringComparison.Ordinal);
        Assert.Contains("Northern Press sent a correction of it", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_kind_of_alarm_has_words()
    {
        var kinds = Directory.EnumerateFiles(Repo.Path("src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => Rings().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value)).ToHashSet();
        Assert.True(kinds.Count > 25, string.Join(' ', kinds));
        Assert.Empty(kinds.Except(French("told-")));
    }

    [Fact]
    public void Every_reason_why_something_lies_in_quarantine_or_was_not_fetched_has_words_and_so_has_every_note_of_what_was_read_past()
    {
        var fetched = Sources("1-in/Dateline.Ingest/Fetching").Concat(Sources("1-in/Dateline.Ingest/Media")).Where(f => Path.GetFileName(f.File) != "SourcePlaces.cs").SelectMany(f => Reasons().Matches(f.Text).Select(m => m.Groups[1].Value)).ToHashSet();
        Assert.Superset(new HashSet<string> { "sign-in-refused", "sender-unknown", "media-broken", "feed-gone" }, fetched);
        var own = Sources("1-in/Dateline.Ingest").Where(f => Path.GetFileName(f.File) == "Outcomes.cs").SelectMany(f => Constants().Matches(f.Text[f.Text.IndexOf("class QuarantineCodes", StringComparison.Ordinal)..]).Select(m => m.Groups[1].Value)).ToHashSet();
        Assert.Contains("version-conflict", own);
        Assert.Empty(Codes(typeof(FailureCodes)).Concat(own).Concat(fetched).Except(French("unread-")));
        Assert.Empty(Codes(typeof(NoteCodes)).Except(French("noted-")));
        Assert.Empty(French("noted-").Except(Codes(typeof(NoteCodes))));
    }

    [Fact]
    public void Every_act_in_the_audit_has_words_and_no_words_stand_for_none()
    {
        var acts = Sources("").SelectMany(f => Acts().Matches(f.Text)).SelectMany(m => Quoted().Matches(m.Groups[1].Value)).Select(m => m.Groups[1].Value).Except(ProblemCodes.All.Keys)
            .Concat(Enum.GetValues<DestinationState>().Select(s => "destination-" + StoryJson.Name(s))).ToHashSet();
        var actions = Enum.GetValues<ReleaseAction>().Select(StoryJson.Name).ToHashSet();
        Assert.Superset(new HashSet<string> { "person-enter", "story-move", "lock-break", "delivery-confirm", "timetable-drop" }, acts);
        Assert.Empty(acts.Except(actions).Except(French("did-")));
        Assert.Empty(French("did-").Except(acts));
        Assert.All(actions, a => Assert.NotNull(new StaffWords(System.Globalization.CultureInfo.GetCultureInfo("fr"), TimeZoneInfo.Utc).Did(a)));
    }

    [Fact]
    public void How_a_delivery_ended_and_what_a_receipt_is_has_words_and_what_others_wrote_stays()
    {
        var words = new StaffWords(System.Globalization.CultureInfo.GetCultureInfo("fr"), TimeZoneInfo.Utc);
        Assert.Empty(Enum.GetValues<AttemptOutcome>().Select(o => StoryJson.Name(o)).Except(French("outcome-")));
        Assert.Equal(("réponse 410", "lu dans le portail par person:1", "en échec depuis 24 heures"), (words.Receipt("answered 410"), words.Receipt("read in the portal by person:1"), words.Receipt("failing for 24 hours")));
        Assert.Equal("They move their server", words.Receipt("They move their server"));
        Assert.Equal("answered 200", new StaffWords(System.Globalization.CultureInfo.GetCultureInfo("en"), TimeZoneInfo.Utc).Receipt("answered 200"));
    }

    [Fact]
    public async Task A_french_screen_tells_reasons_notes_and_acts_in_french_with_the_code_beside_and_an_english_one_as_they_were_written()
    {
        var person = await one.Host.PersonAsync("paul", "Paul Roy", "admin");
        var stuck = await one.Host.Store.Write(tx =>
        {
            var source = Store.Intake.Sources.Save(tx, "wn", "Western News", "{}", "test");
            var raw = RawBytes.From("<nitf>"u8.ToArray());
            raw.Keep(tx);
            Quarantine.Put(tx, source.Id, raw.Sha, 0, FailureCodes.Malformed, "The end tag does not match.", 1, 1, null, null);
            return Quarantine.List(tx.Db, true, 1)[0].Id;
        });
        using var paul = new Visitor(one.Host);
        await paul.SignIn("paul", PeopleOfTests.Password);
        async Task<string> Read(string path) => System.Net.WebUtility.HtmlDecode(await paul.Read(path));
        var english = await Read($"/newsroom/wires/quarantine/{stuck}");
        Assert.Contains("<span class=\"told\" lang=\"en\">The end tag does not match.</span> <code>malformed</code>", english, StringComparison.Ordinal);
        await one.Host.Store.Write(tx => { People.SetLanguage(tx, person.Id, "fr"); return 0; });
        await paul.SignIn("paul", PeopleOfTests.Password);
        foreach (var path in new[] { $"/newsroom/wires/quarantine/{stuck}", "/newsroom/wires" })
            Assert.Matches("Le document n’est pas bien formé.*The end tag does not match", (await Read(path)).ReplaceLineEndings(" "));
        Assert.Contains("<code>malformed</code>", await Read($"/newsroom/wires/quarantine/{stuck}"), StringComparison.Ordinal);
        Assert.Contains("personne entrée <code>person-enter</code>", await Read("/newsroom/log?view=audit"), StringComparison.Ordinal);
        // A story is named as the desk names it, and a person by name.
        var story = (await one.Desk.Post("stories", """{"content":{"slugline":"NAMED-HERE"}}""")).Done;
        var audit = await Read("/newsroom/log?view=audit");
        Assert.Contains($"title=\"{(string)story["guid"]!}\">NAMED-HERE</a>", audit, StringComparison.Ordinal);
        Assert.Contains($"title=\"{person.Pseudonym}\">Paul Roy</a>", audit, StringComparison.Ordinal);
        // What was taken out of a text is told a person in French, and a program in the contract's English.
        const string Unclean = """{"content":{"language":"en","slugline":"UNCLEAN","body":"<p>Text.</p><script>alert(1)</script>"}}""";
        using var typed = new HttpRequestMessage(HttpMethod.Post, "/api/v1/stories") { Content = new StringContent(Unclean, System.Text.Encoding.UTF8, "application/json"), Headers = { { "RequestVerificationToken", await paul.FormToken() } } };
        Assert.Contains("Du contenu actif (script, cadre) a été retiré du texte.", System.Text.Json.Nodes.JsonNode.Parse(await (await paul.Send(typed)).Content.ReadAsStringAsync())!["notes"]!.AsArray().Select(n => (string)n!["detail"]!));
        Assert.Contains("\"detail\":\"\\\"script\\\" was taken out of the text", await (await one.Desk.Post("stories", Unclean)).Response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static IEnumerable<(string File, string Text)> Sources(string under) => Directory.EnumerateFiles(Repo.Path("src/" + under), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(file => (file, File.ReadAllText(file)));

    private static IEnumerable<string> Codes(Type type) => type.GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!);

    [GeneratedRegex("\\bnew(?: Refusal| FetchException)?\\(\"([a-z]+(?:-[a-z]+)+)\",\\s*(?:\\$?\"|string)")]
    private static partial Regex Reasons();

    [GeneratedRegex("const string \\w+ = \"([a-z-]+)\"")]
    private static partial Regex Constants();

    [GeneratedRegex("(?:\\.Audit\\(|\\b(?:Changed|Has)\\(tx, call, |\\bTell\\(tx, story, who, |\\bDecide\\(tx, id, |var kind = notice\\.Kind switch)([^;]*)")]
    private static partial Regex Acts();

    // An act is two words or more, or one of these.
    [GeneratedRegex("\"((?:[a-z]+-)+[a-z]+|ad|front|place|profile|restore|schedule|sections|theme|tip)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex("(?:Alarms\\.Raise\\((?:tx|transaction), |\\bAlarm\\()\"([a-z-]+)\"")]
    private static partial Regex Rings();
}
