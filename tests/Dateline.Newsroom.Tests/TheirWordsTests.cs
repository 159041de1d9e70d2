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
    private static readonly string[] OfProgramsAlone = ["query-bad", "unknown-member", "idempotency-mismatch", "wrong-type", "expected-version-missing", "second-key-bad", "version-unknown", "revision-unknown", "format-unknown", "not-set-up"];

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
        // What the scripts of the screens ask the API for, by the first part of its address.
        var asked = Directory.EnumerateFiles(Repo.Path("src/2-desk/Dateline.Newsroom/Room/Assets"), "*.js").SelectMany(f => Asked().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)).ToHashSet();
        Assert.Superset(new HashSet<string> { "stories", "templates", "search", "alarms", "style" }, asked);
        var met = one.Host.Endpoints.Select(e => e.Metadata.GetMetadata<ApiEndpoint>()).OfType<ApiEndpoint>().Where(e => asked.Contains(e.Path.Split('/')[0])).SelectMany(e => e.Doc.Codes).ToHashSet();
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

    [Fact]
    public void All_that_is_said_of_an_attempt_has_a_code_and_every_code_has_words_with_the_same_values()
    {
        var sources = Sources("3-out/Dateline.Delivery").ToList();
        var said = sources.SelectMany(f => Sentences().Matches(f.Text)).Select(m => (Code: m.Groups[1].Value, English: m.Groups[2].Value)).ToList();
        var refusals = sources.Where(f => f.File.Contains("Channels", StringComparison.Ordinal) || Path.GetFileName(f.File) == "Renditions.cs").SelectMany(f => Reasons().Matches(f.Text).Concat(Refusals().Matches(f.Text)).Concat(Bare().Matches(f.Text))).Select(m => m.Groups[1].Value).ToHashSet();
        Assert.Superset(new HashSet<string> { "answered", "host-key-changed", "in-bucket", "mail-taken", "because-time", "program-ended", "photo-first" }, said.Select(s => s.Code).ToHashSet());
        Assert.Superset(new HashSet<string> { "options-bad", "secret-bad", "sealed" }, refusals);
        var codes = said.Select(s => s.Code).Concat(refusals).ToHashSet();
        Assert.Empty(codes.Except(French("said-")));
        Assert.Empty(French("said-").Except(codes));
        var words = new StaffWords(System.Globalization.CultureInfo.GetCultureInfo("fr"), TimeZoneInfo.Utc);
        Assert.All(said, s => Assert.Equal(Values().Matches(s.English).Select(m => m.Value).Order(), Values().Matches(words["said-" + s.Code]).Select(m => m.Value).Order()));
        Assert.All(sources.Where(f => !f.File.Contains("Duty", StringComparison.Ordinal)), f => Assert.DoesNotMatch("AttemptOutcome\\.[A-Za-z]+, \\$?\"|Detail = \\$?\"", f.Text));
        // A receipt that is no status is kept as its words.
        Assert.All(said.Where(s => s.Code is "in-folder" or "in-their-folder" or "all-had-it"), s => Assert.Equal(words["said-" + s.Code], words.Receipt(s.English)));
    }

    [Fact]
    public async Task A_french_screen_tells_of_an_attempt_in_french_and_of_one_from_before_there_were_codes_as_it_was_written()
    {
        var person = await one.Host.PersonAsync("odile", "Odile Roy", "admin");
        var sent = Guid.Parse(await one.Desk.Draft());
        var delivery = await one.Host.Store.Write(tx =>
        {
            Clients.Save(tx, new Product("all", "All", "everything"), "test");
            var client = Clients.Save(tx, new Client { Id = default, Code = "ledger", Name = "The Ledger", Products = ["all"] }, "test").Value!;
            var destination = Destinations.Save(tx, new Destination { Id = default, Client = client.Id, Code = "ledger", Channel = "http-push", Format = "newsml-g2", Options = """{"url":"https://ledger.example/in"}""" }, "test");
            DeliveryTable.Add(tx, destination.Id, sent, 1, 1, ReleaseAction.Publish, DeliveryLane.Usual);
            var id = DeliveryTable.OfStory(tx.Db, sent, destination.Id).Single().Id;
            void Attempt(int number, string detail) => tx.Db.Execute("insert into delivery_attempt (delivery, number, started, ended, outcome, detail) values ($1, $2, $3, $3, 1, $4)", id, number, tx.Now, detail);
            Attempt(1, "We could not connect: HostUnreachable. It has not arrived.");
            Attempt(2, new Sentence("photo-first", "Before the item goes its photo {0}: {1}", "np-1.jpg", new Sentence("not-connected", "We could not connect: {0}. It has not arrived.", new Sentence("because-time", "time ran out"))).Kept());
            return id;
        });
        using var odile = new Visitor(one.Host);
        await odile.SignIn("odile", PeopleOfTests.Password);
        var path = $"/newsroom/outputs/deliveries/{delivery:D}";
        async Task<string> Read() => System.Net.WebUtility.HtmlDecode(await odile.Read(path));
        Assert.Contains("<p>Before the item goes its photo np-1.jpg: We could not connect: time ran out. It has not arrived.</p>", await Read(), StringComparison.Ordinal);
        await one.Host.Store.Write(tx => { People.SetLanguage(tx, person.Id, "fr"); return 0; });
        await odile.SignIn("odile", PeopleOfTests.Password);
        var page = await Read();
        Assert.Contains("<p>Avant la dépêche, sa photo np-1.jpg\u00a0: Connexion impossible\u00a0: le délai est passé. Ce n’est pas arrivé.</p>", page, StringComparison.Ordinal);
        Assert.Contains("<p lang=\"en\">We could not connect: HostUnreachable. It has not arrived.</p>", page, StringComparison.Ordinal);
        var tries = System.Text.Json.Nodes.JsonNode.Parse(await (await one.Desk.Get($"deliveries/{delivery:D}")).Response.Content.ReadAsStringAsync())!["tries"]!.AsArray();
        Assert.Equal(((string?)null, "photo-first"), ((string?)tries[0]!["code"], (string?)tries[1]!["code"]));
        Assert.StartsWith("Before the item goes", (string?)tries[1]!["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public void Every_reason_why_a_setting_is_not_kept_has_words_and_no_words_stand_for_none()
    {
        string[] files = ["SourceSettings.cs", "SourcePlaces.cs", "DestinationSetting.cs", "DestinationCheck.cs", "SendingHours.cs", "FilterReader.cs", "FilterWords.cs", "RouteCheck.cs", "Routes.cs", "Routes.cshtml.cs", "VocabularyImport.cs", "VocabularyReleases.cs", "HouseTermCheck.cs", "HouseTermsCsv.cs", "HouseTermsJson.cs", "BackupDesk.cs"];
        var sources = Sources("").Where(f => files.Contains(Path.GetFileName(f.File)) || f.File.Contains($"Delivery{Path.DirectorySeparatorChar}Channels", StringComparison.Ordinal)).ToList();
        var codes = sources.SelectMany(f => Settings().Matches(f.Text)).Select(m => m.Groups[1].Value)
            .Concat(sources.Where(f => Path.GetFileName(f.File) == "SourcePlaces.cs").SelectMany(f => Places().Matches(f.Text)).SelectMany(m => new[] { "sftp" + m.Groups[1].Value, "mailbox" + m.Groups[1].Value })).ToHashSet();
        Assert.Superset(new HashSet<string> { "zone-unknown", "secret-again", "feed-url", "sftp-host", "mailbox-port", "hours-bad", "options-bad", "rate-bad", "format-unfit", "filter-verb", "route-cap", "vocabulary-twice", "backup-failed" }, codes);
        var french = French("set-");
        Assert.Empty(codes.Except(french));
        Assert.Empty(french.Except(codes));
    }

    [Fact]
    public void All_that_is_found_wrong_in_the_log_has_words_and_so_has_every_right_of_a_key()
    {
        var found = Sources("0-story/Dateline.Store/Wire").SelectMany(f => Unsound().Matches(f.Text)).Select(m => m.Groups[1].Value).ToHashSet();
        Assert.Superset(new HashSet<string> { "hash", "missing-row", "truncated", "recomputed", "head-file-missing", "head-row", "seal" }, found);
        Assert.Equal(found.Order(), French("unsound-").Order());
        Assert.Equal(Scopes.All.Keys.Order(), French("scope-").Order());
    }

    [Fact]
    public void No_page_of_the_newsroom_or_the_portal_holds_words_of_its_own()
    {
        // What is the same in every language.
        string[] names = ["Dateline", "Ctrl K", "UTC", "SHA-256", "hash", "light dark"];
        var pages = new[] { "src/2-desk/Dateline.Newsroom/Pages", "src/3-out/Dateline.Delivery/Pages" }.SelectMany(folder => Directory.EnumerateFiles(Repo.Path(folder), "*.cshtml", SearchOption.AllDirectories)).ToList();
        Assert.True(pages.Count > 60, $"{pages.Count}");
        foreach (var page in pages)
        {
            var text = Remarks().Replace(File.ReadAllText(page), "");
            var own = Between().Matches(text).Where(m => !m.Groups[1].Value.AsSpan().ContainsAny("=;()")).Concat(Spoken().Matches(text)).Select(m => m.Groups[1].Value.Trim()).Where(s => Letters().IsMatch(s) && !names.Contains(s));
            Assert.True(!own.Any(), $"{Path.GetFileName(page)}: {string.Join(" | ", own)}");
        }
    }

    private static IEnumerable<(string File, string Text)> Sources(string under) => Directory.EnumerateFiles(Repo.Path("src/" + under), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(file => (file, File.ReadAllText(file)));

    private static IEnumerable<string> Codes(Type type) => type.GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!);

    [GeneratedRegex("\\bnew(?: Refusal| FetchException)?\\(\"([a-z]+(?:-[a-z]+)+)\",\\s*(?:\\$?\"|string)")]
    private static partial Regex Reasons();

    [GeneratedRegex("new Sentence\\(\\s*\"([a-z]+(?:-[a-z]+)*)\",\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|FtpTalk)")]
    private static partial Regex Sentences();

    [GeneratedRegex("Refusal [A-Z]\\w+\\([^)]*\\)\\s*=>\\s*new\\(\"([a-z-]+)\"")]
    private static partial Regex Refusals();

    [GeneratedRegex("new Refusal\\(\"([a-z-]+)\"")]
    private static partial Regex Bare();

    [GeneratedRegex("\\{[0-9]\\}")]
    private static partial Regex Values();

    [GeneratedRegex("@\\*.*?\\*@", RegexOptions.Singleline)]
    private static partial Regex Remarks();

    [GeneratedRegex(">([^<>@{}]*)<")]
    private static partial Regex Between();

    [GeneratedRegex("\\b(?:aria-label|title|placeholder|alt)=\"([^\"@]*)\"")]
    private static partial Regex Spoken();

    [GeneratedRegex("[A-Za-z]{3,}")]
    private static partial Regex Letters();

    [GeneratedRegex("api\\('[A-Z]+', [`']([a-z]+)")]
    private static partial Regex Asked();

    [GeneratedRegex("(?:\\bnew(?: Refusal)?|Refuse|Of)\\((?:route, )?\"([a-z]+(?:-[a-z]+)+|unknown|encoding)\",\\s*(?:\\$?\"|what|why|message)|return \\(\"(?<1>[a-z-]+)\"")]
    private static partial Regex Settings();

    [GeneratedRegex("new\\(kind \\+ \"(-[a-z]+)\"")]
    private static partial Regex Places();

    [GeneratedRegex("(?:[Bb]ad\\(|new LogProblem\\()(?:\"[a-z]+\"|chain(?: == \"log\" \\? \"head\" : \"audit\")?), [^\";]*?\"([a-z-]+)\",")]
    private static partial Regex Unsound();

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
