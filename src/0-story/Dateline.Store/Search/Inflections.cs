namespace Dateline.Store.Search;

/// <summary>
/// The other number of a word: who looks for "elections" also means "election", who looks for "cheval" also "chevaux". Added to the question, never to the
/// index, so that a quoted phrase stays exactly what it says and both databases find the same. English and French plurals only; a name loses nothing by it.
/// </summary>
internal static class Inflections
{
    private const int Shortest = 4;

    /// <summary>The word itself first, then its other forms.</summary>
    internal static IReadOnlyList<string> Of(string word)
    {
        if (word.Length < Shortest || !word.All(c => c is >= 'a' and <= 'z')) return [word];
        var forms = new List<string> { word };
        if (Ends("aux")) forms.Add(word[..^3] + "al");
        if (Ends("ies")) forms.Add(word[..^3] + "y");
        else if (Ends("ches") || Ends("shes") || Ends("sses") || Ends("xes")) forms.Add(word[..^2]);
        else if (Ends("s") && !Ends("ss")) forms.Add(word[..^1]);
        else if (Ends("eaux")) forms.Add(word[..^1]);
        else if (Ends("y") && word[^2] is not ('a' or 'e' or 'o' or 'u')) forms.Add(word[..^1] + "ies");
        else if (Ends("ch") || Ends("sh") || Ends("ss") || Ends("x")) forms.Add(word + "es");
        else forms.Add(word + "s");
        if (Ends("al")) forms.Add(word[..^2] + "aux");
        if (Ends("eau")) forms.Add(word + "x");
        return forms;

        bool Ends(string end) => word.Length > end.Length && word.EndsWith(end, StringComparison.Ordinal);
    }
}
