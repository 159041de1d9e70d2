using System.Text.RegularExpressions;
using System.Xml.Linq;
using Dateline.Newsroom.Api;
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

    [GeneratedRegex("(?:Alarms\\.Raise\\((?:tx|transaction), |\\bAlarm\\()\"([a-z-]+)\"")]
    private static partial Regex Rings();
}
