using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Dateline.App.Doctoring;

namespace Dateline.Journey.Tests.Keeping;

/// <summary>What the doctor says stands in resource files, in each language in full.</summary>
public sealed partial class DoctorWordsTests
{
    private static readonly string Folder = Repo.Path("src/Dateline.App/Doctoring");

    [Fact]
    public void Each_language_says_everything_with_the_same_values()
    {
        var (english, french) = (Words("DoctorText.resx"), Words("DoctorText.fr.resx"));
        Assert.Equal(english.Keys.Order(), french.Keys.Order());
        Assert.All(english, e => Assert.Equal(Values(e.Value), Values(french[e.Key])));
    }

    [Fact]
    public void All_that_is_said_has_words_and_what_is_to_be_done_too()
    {
        var english = Words("DoctorText.resx");
        var source = string.Concat(Directory.EnumerateFiles(Folder, "*.cs").Append(Repo.Path("src/Dateline.App/Commands/DoctorCommand.cs")).Select(File.ReadAllText));
        var said = Ok().Matches(source).Select(m => m.Groups[1].Success ? m.Groups[1].Value : m.Groups[2].Value).ToList();
        var todo = NotOk().Matches(source).SelectMany(m => Quoted().Matches(m.Groups[1].Value)).Select(m => m.Groups[1].Value).ToList();
        Assert.True(said.Count > 20 && todo.Count > 25);
        Assert.All(said.Concat(todo), name => Assert.Contains(name, english.Keys));
        Assert.All(todo, name => Assert.Contains(name + "-todo", english.Keys));
    }

    [Fact]
    public void It_is_said_in_the_language_that_is_asked_for()
    {
        var found = Finding.Fail("sign-in", "sign-in-unusable", "https://id.example", new Said("sign-in-http", 500));
        Assert.Equal("The sign-in service at https://id.example can't be used: it answers HTTP 500.", found.Text);
        var french = CultureInfo.GetCultureInfo("fr");
        Assert.Equal("Le service de connexion à https://id.example est inutilisable\u00A0: il répond HTTP 500.", found.Said.In(french));
        Assert.StartsWith("Voyez signIn:issuer", found.TodoIn(french), StringComparison.Ordinal);
        Assert.Equal("la dernière a 1,5 heures\u00A0: /b", Finding.Ok("backup", "backup-fresh", 1.5, "/b").Said.In(french));
        Assert.Null(Finding.Ok("backup", "backup-fresh", 1.5, "/b").TodoIn(french));
    }

    private static Dictionary<string, string> Words(string file) =>
        XDocument.Load(Path.Combine(Folder, file)).Root!.Elements("data").ToDictionary(d => (string)d.Attribute("name")!, d => (string)d.Element("value")!);

    private static IEnumerable<string> Values(string text) => Filled().Matches(text).Select(m => m.Value).Order();

    [GeneratedRegex(@"Finding\.Ok\([^,\n]+, ""([^""]+)""|new(?: Said)?\(""(sign-in-[^""]+)""")]
    private static partial Regex Ok();

    // Between the code and the values; one of two names where it depends.
    [GeneratedRegex(@"Finding\.(?:Warn|Fail)\([^,\n]+, ((?:\w+ \? ""[^""]+"" : )?""[^""]+"")")]
    private static partial Regex NotOk();

    [GeneratedRegex(@"""([^""]+)""")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\{\d[^{}]*\}")]
    private static partial Regex Filled();
}
