using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Dateline.Newsroom.Staff;

namespace Dateline.Newsroom.Tests;

/// <summary>Nothing says "1 words": what counts has words for one, in both languages, and is asked for them.</summary>
public partial class WordsInNumberTests
{
    private static readonly string[] Files = ["src/2-desk/Dateline.Newsroom/Staff/StaffText", "src/3-out/Dateline.Delivery/Portal/PortalText", "src/Dateline.App/Doctoring/DoctorText"];

    // Never said of one: there is another name for that, or the number is a limit of many.
    private static readonly string[] OfManyAlone = ["alarm-bar-many", "open-alarms", "backup-room-none", "js-check-countries", "js-new-many", "js-clients", "js-do-hold-many", "js-do-kill-many", "js-do-takedown-many", "js-front-full", "front-slots-count", "age-days", "draft-photos", "said-kept-part", "said-mail-too-large", "said-mail-taken-all", "said-mail-taken-in-part", "said-mail-taken-in-part-for-good"];

    // A verb, a preposition and what is said of a name: no thing that is counted.
    private static readonly string[] NoNouns = ["is", "was", "has", "asks", "does", "goes", "shows", "knows", "calls", "as", "this", "exists", "says", "reads", "ms", "cours", "émis", "libres", "vers", "plus", "vous", "dans", "pas", "sous"];

    private static Dictionary<string, string> Words(string file) => XDocument.Load(Repo.Path(file)).Root!.Elements("data").ToDictionary(d => (string)d.Attribute("name")!, d => (string)d.Element("value")!);

    [Fact]
    public void What_counts_things_has_words_for_one_in_every_language()
    {
        foreach (var file in Files)
        {
            var (english, french) = (Words(file + ".resx"), Words(file + ".fr.resx"));
            var counting = english.Concat(french).Where(w => !w.Key.EndsWith("-one", StringComparison.Ordinal) && (Counted().Matches(w.Value).Any(m => !NoNouns.Contains(m.Groups[1].Value)) || Does().IsMatch(w.Value))).Select(w => w.Key).ToHashSet();
            Assert.Empty(counting.Except(OfManyAlone).Select(name => name + "-one").Except(english.Keys.Intersect(french.Keys)));
            Assert.All(english.Keys.Where(name => name.EndsWith("-one", StringComparison.Ordinal)), name => Assert.Contains(name, french.Keys));
        }
        Assert.True(Words(Files[0] + ".resx").ContainsKey("js-words-one"));
    }

    [Fact]
    public void What_has_words_for_one_is_never_said_of_one_in_the_words_for_many()
    {
        var sources = new[] { "*.cs", "*.cshtml", "*.js" }.SelectMany(kind => Directory.EnumerateFiles(Repo.Path("src"), kind, SearchOption.AllDirectories))
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !f.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).SelectMany(File.ReadLines).ToList();
        var counted = Files.SelectMany(f => Words(f + ".resx").Keys).Where(n => n.EndsWith("-one", StringComparison.Ordinal)).Select(n => n[..^4]).ToList();
        Assert.Contains("totp-is-on", counted);
        foreach (var name in counted)
        {
            var (inPage, inScript) = ($"Fill(\"{name}\",", $"say('{(name.StartsWith("js-", StringComparison.Ordinal) ? name[3..] : name)}',");
            Assert.DoesNotContain(sources, line => (line.Contains(inPage, StringComparison.Ordinal) || line.Contains(inScript, StringComparison.Ordinal)) && !line.Contains("-one", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("en", 0, "It is on. 0 recovery codes are left.")]
    [InlineData("en", 1, "It is on. 1 recovery code is left.")]
    [InlineData("en", 2, "It is on. 2 recovery codes are left.")]
    [InlineData("fr", 0, "Il est actif. Il reste 0 code de secours.")]
    [InlineData("fr", 1, "Il est actif. Il reste 1 code de secours.")]
    [InlineData("fr", 9, "Il est actif. Il reste 9 codes de secours.")]
    public void A_count_takes_the_words_of_its_number(string language, int count, string said) =>
        Assert.Equal(said, new StaffWords(CultureInfo.GetCultureInfo(language), TimeZoneInfo.Utc).Count("totp-is-on", count));

    [GeneratedRegex("\\{[0-9]\\} (?:[a-zé]+ )?([a-zéè]+[sx])\\b")]
    private static partial Regex Counted();

    // Three have it, and one has.
    [GeneratedRegex("\\{[0-9]\\} (?:(?:of|sur) \\{[0-9]\\} )?(?:have|are|were|(?:n’|l’|ne )?(?:ont|sont)|[a-zé]+ront)\\b")]
    private static partial Regex Does();
}
