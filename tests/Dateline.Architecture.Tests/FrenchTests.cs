using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using static Dateline.Architecture.Tests.Finding;

namespace Dateline.Architecture.Tests;

/// <summary>French stands as French is set: a line never breaks before a mark that belongs to the word before it, nor within guillemets.</summary>
public partial class FrenchTests
{
    private static IEnumerable<(string File, string Name, string Text)> Words => Resources.Concat(Languages);

    // Those of the sites stand in a file for each language.
    private static IEnumerable<(string File, string Name, string Text)> Languages =>
        from file in SourceTree.Files
        where file.StartsWith("src/", StringComparison.Ordinal) && file.EndsWith("/Languages/fr.json", StringComparison.Ordinal)
        from text in JsonNode.Parse(SourceTree.Text(file))!.AsObject()
        where text.Value?.GetValueKind() == JsonValueKind.String
        select (file, text.Key, (string)text.Value!);

    private static IEnumerable<(string File, string Name, string Text)> Resources =>
        from file in SourceTree.Files
        where file.StartsWith("src/", StringComparison.Ordinal) && file.EndsWith(".fr.resx", StringComparison.Ordinal)
        from data in XDocument.Parse(SourceTree.Text(file)).Root!.Elements("data")
        select (file, (string)data.Attribute("name")!, (string)data.Element("value")!);

    [Fact]
    public void Marks_have_a_space_that_does_not_break()
    {
        Assert.True(Words.Select(w => w.File).Distinct().Count() >= 3);
        Assert.Contains(Words, w => w.Text.Contains("\u00A0:", StringComparison.Ordinal));
        None(Words.Where(w => Breaks().IsMatch(w.Text) || Bare().IsMatch(w.Text)).Select(w => $"{w.File} {w.Name}: {w.Text}"));
    }

    [Theory]
    [InlineData("Rien n’a changé : réessayez", true)]
    [InlineData("Rien n’a changé: réessayez", true)]
    [InlineData("Perdu ?", true)]
    [InlineData("Perdu?", true)]
    [InlineData("« oui »", true)]
    [InlineData("Rien n’a changé\u00A0: réessayez\u202F; «\u00A0oui\u00A0» à 05:30, https://exemple.fr/?a=b", false)]
    public void The_check_finds_what_it_is_for(string text, bool isWrong) => Assert.Equal(isWrong, Breaks().IsMatch(text) || Bare().IsMatch(text));

    // A space that may break, before the mark or behind the opening guillemet.
    [GeneratedRegex("[ \t\r\n][:;?!»]|«[ \t\r\n]|«(?![\u00A0\u202F])|(?<![\u00A0\u202F])»")]
    private static partial Regex Breaks();

    // No space at all, at the end of a word: within one (05:30, https:) the mark is no punctuation.
    [GeneratedRegex(@"[\p{L}\p{N})\]’}»][:;?!](?=\s|$)")]
    private static partial Regex Bare();
}
