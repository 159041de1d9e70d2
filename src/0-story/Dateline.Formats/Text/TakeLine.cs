using System.Collections.Frozen;
using Dateline.News;

namespace Dateline.Formats.Text;

/// <summary>
/// The line of a header that says which take this is, and nothing else: "1ST LEAD", "REFILE", "EXTRA", "Zusammenfassung 1730", "RECTIFICATIF".
/// It is a field of its own with words of the agency's choosing, so corrections and new leads in it are meant; a kill in it still only rings the alarm.
/// </summary>
internal static class TakeLine
{
    private const int Longest = 60;

    private static readonly FrozenDictionary<string, SignalKind?> Words = new Dictionary<string, SignalKind?>(StringComparer.OrdinalIgnoreCase)
    {
        ["LEAD"] = SignalKind.Update,
        ["LD"] = SignalKind.Update,
        ["LEADALL"] = SignalKind.Update,
        ["WRITETHRU"] = SignalKind.Update,
        ["WRAP"] = SignalKind.Update,
        ["UPDATE"] = SignalKind.Update,
        ["ADD"] = SignalKind.Update,
        ["UPDATED"] = SignalKind.Update,
        ["SUB"] = SignalKind.Update,
        ["SUBSTITUTE"] = SignalKind.Update,
        ["RECAST"] = SignalKind.Update,
        ["TAKE"] = SignalKind.Update,
        ["ZUSAMMENFASSUNG"] = SignalKind.Update,
        ["NEUFASSUNG"] = SignalKind.Update,
        ["ERGÄNZUNG"] = SignalKind.Update,
        ["AKTUALISIERUNG"] = SignalKind.Update,
        ["AKTUALISIERT"] = SignalKind.Update,
        ["ACTUALISATION"] = SignalKind.Update,
        ["ACTUALISÉ"] = SignalKind.Update,
        ["AJOUT"] = SignalKind.Update,
        ["COMPLÉMENT"] = SignalKind.Update,
        ["AGGIORNAMENTO"] = SignalKind.Update,
        ["ACTUALIZACIÓN"] = SignalKind.Update,
        ["AMPLIACIÓN"] = SignalKind.Update,
        ["AANVULLING"] = SignalKind.Update,
        ["OPDATERING"] = SignalKind.Update,
        ["OPDATERET"] = SignalKind.Update,
        ["OPPDATERING"] = SignalKind.Update,
        ["OPPDATERT"] = SignalKind.Update,
        ["UPPDATERING"] = SignalKind.Update,
        ["UPPDATERAD"] = SignalKind.Update,
        ["CORRECTION"] = SignalKind.Correction,
        ["CORRECTIE"] = SignalKind.Correction,
        ["RECTIFICATIE"] = SignalKind.Correction,
        ["RETTELSE"] = SignalKind.Correction,
        ["RETTING"] = SignalKind.Correction,
        ["KORREKTION"] = SignalKind.Correction,
        ["KORRIGERING"] = SignalKind.Correction,
        ["RÄTTELSE"] = SignalKind.Correction,
        ["RÄTTNING"] = SignalKind.Correction,
        ["KORJAUS"] = SignalKind.Correction,
        ["CORRECTED"] = SignalKind.Correction,
        ["CORRECTS"] = SignalKind.Correction,
        ["CORRECTIVE"] = SignalKind.Correction,
        ["KORREKTUR"] = SignalKind.Correction,
        ["BERICHTIGUNG"] = SignalKind.Correction,
        ["BERICHTIGT"] = SignalKind.Correction,
        ["RECTIFICATIF"] = SignalKind.Correction,
        ["CORRECTIF"] = SignalKind.Correction,
        ["RECTIFICATION"] = SignalKind.Correction,
        ["RETTIFICA"] = SignalKind.Correction,
        ["CORREZIONE"] = SignalKind.Correction,
        ["CORRECCIÓN"] = SignalKind.Correction,
        ["RECTIFICACIÓN"] = SignalKind.Correction,
        ["REFILE"] = SignalKind.Refile,
        ["REFILED"] = SignalKind.Refile,
        ["REPEAT"] = SignalKind.Refile,
        ["REPEATING"] = SignalKind.Refile,
        ["RESEND"] = SignalKind.Refile,
        ["WIEDERHOLUNG"] = SignalKind.Refile,
        ["RÉPÉTITION"] = SignalKind.Refile,
        ["RIPETIZIONE"] = SignalKind.Refile,
        ["REPETICIÓN"] = SignalKind.Refile,
        ["HERHALING"] = SignalKind.Refile,
        ["GENTAGELSE"] = SignalKind.Refile,
        ["REPETERING"] = SignalKind.Refile,
        ["ADVISORY"] = SignalKind.Advisory,
        ["ATTENTION"] = SignalKind.Advisory,
        ["KILL"] = SignalKind.Alarm,
        ["WITHDRAWN"] = SignalKind.Alarm,
        ["WITHDRAWAL"] = SignalKind.Alarm,
        ["RETRACTION"] = SignalKind.Alarm,
        ["ANNULATION"] = SignalKind.Alarm,
        ["ANNULÉ"] = SignalKind.Alarm,
        ["ZURÜCKZIEHUNG"] = SignalKind.Alarm,
        ["STORNO"] = SignalKind.Alarm,
        ["ANNULLATA"] = SignalKind.Alarm,
        ["ANULADA"] = SignalKind.Alarm,
        ["ANULACIÓN"] = SignalKind.Alarm,
        ["INGETROKKEN"] = SignalKind.Alarm,
        ["ANNULERET"] = SignalKind.Alarm,
        ["TRUKKET"] = SignalKind.Alarm,
        ["ÅTERKALLAD"] = SignalKind.Alarm,
        ["EXTRA"] = null,
        ["URGENT"] = null,
        ["FLASH"] = null,
        ["BULLETIN"] = null,
        ["SNAP"] = null,
        ["EIL"] = null,
        ["EILMELDUNG"] = null,
        ["BLITZ"] = null,
        ["ALERT"] = null,
        ["ALERTE"] = null,
        ["ROUNDUP"] = null,
        ["PREVIEW"] = null,
        ["FEATURE"] = null,
        ["INTERVIEW"] = null,
        ["ANALYSIS"] = null,
        ["PROFILE"] = null,
        ["BACKGROUND"] = null,
        ["FACTBOX"] = null,
        ["CHRONOLOGY"] = null,
        ["ÜBERBLICK"] = null,
        ["VORSCHAU"] = null,
        ["HINTERGRUND"] = null,
        ["PORTRÄT"] = null,
        ["ANALYSE"] = null,
        ["SYNTHÈSE"] = null,
        ["PAPIER"] = null,
        ["PRÉSENTATION"] = null,
        ["CHRONOLOGIE"] = null,
        ["REPORTAGE"] = null,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, SignalKind?>.AlternateLookup<ReadOnlySpan<char>> ByWord = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>
    /// Whether <paramref name="line"/> is such a line; <paramref name="signal"/>: what it does to the version before, null where it does nothing to it.
    /// Words of another kind may stand with it only where no headline can be meant: in a header, in capitals or brackets.
    /// </summary>
    internal static bool Read(ReadOnlySpan<char> line, out SignalKind? signal, bool inHeader = false)
    {
        signal = null;
        var mayHoldMore = inHeader && (line.StartsWith("(") || !ContainsLower(line));
        line = line.Trim(" ()=-:*<");
        if (line.IsEmpty || line.Length > Longest || line.Contains('/')) return false;
        var isOne = false;
        var (first, words) = (true, 0);
        foreach (var range in line.Split(' '))
        {
            var word = line[range].Trim(".,:;()-");
            if (word.IsEmpty) continue;
            if (++words > 5) return false;
            var known = Look(word, out var meant);
            if (first && !known && !IsOrdinal(word)) return false;
            if (!IsOrdinal(word)) first = false;
            if (!known && !IsOrdinal(word) && !mayHoldMore) return false;
            isOne |= known;
            signal ??= meant;
        }
        return isOne;
    }

    private static bool Look(ReadOnlySpan<char> word, out SignalKind? signal)
    {
        if (ByWord.TryGetValue(word, out signal)) return true;
        // "LEAD-WRITETHRU", "Ld-Writethru"
        var dash = word.IndexOf('-');
        return dash > 0 && ByWord.TryGetValue(word[..dash], out signal);
    }

    private static bool ContainsLower(ReadOnlySpan<char> line)
    {
        foreach (var c in line) if (char.IsLower(c)) return true;
        return false;
    }

    private static bool IsOrdinal(ReadOnlySpan<char> word) =>
        char.IsAsciiDigit(word[0]) && word.Length <= 4 || word.Equals("NEWS", StringComparison.OrdinalIgnoreCase) || word.Equals("FIRST", StringComparison.OrdinalIgnoreCase) || word.Equals("SECOND", StringComparison.OrdinalIgnoreCase);
}
