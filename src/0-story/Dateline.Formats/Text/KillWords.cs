using System.Buffers;

namespace Dateline.Formats.Text;

/// <summary>
/// Words by which agencies announce a kill in a slugline, headline or note when their software has no signal for it. They ring an alarm and never act:
/// "Storm kills two" is news. So only whole words in capitals count, and in a line all in capitals only where they begin it.
/// </summary>
internal static class KillWords
{
    private static readonly string[] Words =
    [
        "KILL", "KILLED", "WITHDRAWN", "WITHDRAW", "WITHDRAWAL", "WITHDRAWS", "RETRACTED", "RETRACTION", "RETRACT", "ELIMINATION",
        "ANNULEZ", "ANNULER", "ANNULÉ", "ANNULÉE", "ANNULATION", "ANNULE",
        "ZURÜCKGEZOGEN", "ZURÜCKZIEHUNG", "ZURUECKGEZOGEN", "STORNO", "STORNIERT", "STORNIERUNG",
        "ANULADA", "ANULADO", "ANULACIÓN", "ANULAR", "ANULEN", "ANÚLESE",
        "ANNULLATA", "ANNULLATO", "ANNULLARE", "ANNULLAMENTO",
        "INGETROKKEN", "INTREKKING", "GEANNULEERD", "VERVALT",
        "ANNULLERET", "ANNULERET", "TRUKKET", "TILBAGETRUKKET", "TILBAKETRUKKET", "TREKKES", "TILBAGEKALDT", "MAKULERES",
        "ÅTERKALLAS", "ÅTERKALLAD", "MAKULERAS", "MAKULERA", "PERUTTU", "PERUUTETAAN",
    ];
    // Of each word a part: of ASCII, for those are looked for many at a time.
    private static readonly SearchValues<string> Any = SearchValues.Create(["KILL", "WITHDRAW", "RETRACT", "ELIMINATION", "ANNUL", "CKGEZOGEN", "CKZIEHUNG", "STORN", "ANUL", "LESE", "GETROKKEN", "INTREKK", "VERVALT", "TRUKK", "TREKKES", "TILBAGEK", "MAKULER", "TERKALL", "PERU"], StringComparison.Ordinal);

    /// <summary>The word heard in <paramref name="line"/>; null where there is none.</summary>
    internal static string? In(string? line)
    {
        if (line is null || line.AsSpan().IndexOfAny(Any) is not (var first and >= 0)) return null;
        var shouting = !line.AsSpan().ContainsAnyInRange('a', 'z');
        foreach (var word in Words)
        {
            var at = line.IndexOf(word, StringComparison.Ordinal);
            if (at < 0 || !IsWhole(line, at, word.Length)) continue;
            if (!shouting || at == 0 || !char.IsWhiteSpace(line[at - 1]) || line.StartsWith("MANDATORY", StringComparison.Ordinal) || line.StartsWith("ADV", StringComparison.Ordinal)) return word;
        }
        return null;
    }

    private static bool IsWhole(string line, int at, int length) =>
        (at == 0 || !char.IsLetter(line[at - 1])) && (at + length == line.Length || !char.IsLetter(line[at + length]));
}
