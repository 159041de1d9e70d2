using System.Collections.Frozen;
using Dateline.News;

namespace Dateline.Formats.Text;

/// <summary>
/// The dateline at the head of a text, in the ways agencies write it: "BERLIN (dpa) - ", "Berne (ats) ", "KESSEL, Aug. 24 NP –", "(ANSA) - ROMA, 24 AGO - ",
/// "MOSCOW, August 24. /TASS/. ", "Madrid, 24 ago (EFE).- ". What only looks a little like one is none: "Monday - a day off" opens a sentence.
/// </summary>
internal static class PlacelineText
{
    // Longer, it is a sentence.
    private const int Longest = 120;
    private const int MostWords = 9;
    // "N.L.", "Calif.", "Sask."
    private const int LongestAbbreviation = 5;

    private static readonly FrozenSet<string> Small = new[]
    {
        "de", "la", "le", "les", "du", "des", "sur", "sous", "en", "et", "y", "del", "el", "los", "las", "di", "da", "do", "dos", "am", "an", "der", "den", "bei", "im", "in", "und", "and", "of", "the", "upon", "on",
        "van", "von", "zum", "zur", "og", "och", "i", "er", "1er", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "lunedì", "martedì", "mercoledì", "giovedì", "venerdì",
        "sabato", "domenica", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo", "hétfő", "kedd", "szerda", "csütörtök", "péntek", "szombat", "vasárnap", "km", "near", "près", "op", "aan",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> IsSmall = Small.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Labels = new[]
    {
        "FILE", "FILE PHOTO", "BREAKING", "BREAKING NEWS", "NEW", "EMBARGO", "EMBARGOED", "EDITORS", "EDITOR", "NOTE", "EXCLUSIVE", "OPINION", "COMMENT", "WATCH", "LIVE", "VIDEO", "PHOTO", "PHOTOS", "MEDIA", "NEWS", "STATEMENT", "RESULTS",
        "ACHTUNG", "HINWEIS", "ENCADRÉ", "URGENTE", "ESCLUSIVA", "EXCLUSIF", "EILT", "WDH", "KORR", "CORR", "GRAFIK", "INFOGRAFIK",
    }.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Agencies = new[]
    {
        "AAP", "AFP", "AGERPRES", "ANA", "ANP", "ANSA", "AP", "APA", "ATS", "AWP", "Belga", "BNS", "BTA", "CP", "CTK", "ČTK", "DPA", "DPA-AFX", "EFE", "EPD", "Hina", "Interfax", "KNA", "Keystone", "Kyodo", "Lusa", "MTI",
        "NTB", "PA", "PAP", "PTI", "Reuters", "Ritzau", "RTR", "SDA", "SID", "SITA", "SPS", "STA", "STT", "TASR", "TASS", "TT", "Tanjug", "UPI", "Xinhua", "Yonhap",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The dateline that opens <paramref name="paragraph"/>, without the dash that joins it to the text; null where there is none.</summary>
    internal static Placeline? In(ReadOnlySpan<char> paragraph)
    {
        paragraph = paragraph.TrimStart();
        if (paragraph.Length < 5 || !(char.IsUpper(paragraph[0]) || paragraph[0] == '(' || char.IsAsciiDigit(paragraph[0])) || paragraph.StartsWith("By ", StringComparison.OrdinalIgnoreCase)) return null;
        var head = paragraph[..Math.Min(paragraph.Length, Longest)];
        var end = EndOfBracketed(head);
        if (end == 0) end = EndOfSlashed(head);
        if (end == 0) end = EndOfDashed(head);
        return end == 0 ? null : Placeline.From(WithoutJoint(head[..end]).ToString());
    }

    // "MOSCOW, August 24. /TASS/." ends in the joint's full stop, "KESSEL, Ont." in its own.
    private static ReadOnlySpan<char> WithoutJoint(ReadOnlySpan<char> line)
    {
        var trimmed = line.TrimEnd(" .,_:-–—");
        var isShort = trimmed.Length < line.Length && line[trimmed.Length] == '.' && char.IsLetter(trimmed[^1]) && trimmed.Length - trimmed.LastIndexOfAny(' ', '.') - 1 <= LongestAbbreviation;
        return isShort && trimmed.LastIndexOfAny(' ', '.') > 0 ? line[..(trimmed.Length + 1)] : trimmed;
    }

    // ---- PLACE (AGENCY) - ---------------------------------------------------------------------------------------------------

    private static int EndOfBracketed(ReadOnlySpan<char> head)
    {
        var open = head.IndexOf('(');
        if (open < 0) return 0;
        var close = head[open..].IndexOf(')');
        if (close is < 3 or > 42) return 0;
        close += open;
        var agency = head[(open + 1)..close].TrimStart('©');
        if (agency.IsEmpty) return 0;
        var hasDash = IsJoint(head[(close + 1)..]);
        if (open == 0) return IsAgency(agency) ? EndOfRoman(head, close + 1) : 0;
        var before = head[..open].TrimEnd();
        // "24.08. Warszawa (PAP) - "
        if (char.IsAsciiDigit(before.IsEmpty ? ' ' : before[0])) return hasDash && before.Contains(' ') && IsAgency(agency) && IsSign(agency) && IsPlaceAndDate(before, mayBeginWithDay: true) ? close + 1 : 0;
        if (!IsPlaceAndDate(before)) return 0;
        if (hasDash) return IsWords(agency) ? close + 1 : 0;
        if (EndOfSecondBracket(head, close + 1) is var end and > 0 && IsWords(agency)) return end;
        return IsAgency(agency) && (IsShouted(before) || IsSign(agency)) ? close + 1 : 0;
    }

    // "Kessel (Nordmark), 24 août (AFP) - ", "Kessel (Nordmark) (AFP) - ": the first brackets say where the place lies.
    private static int EndOfSecondBracket(ReadOnlySpan<char> head, int from)
    {
        var open = head[from..].IndexOf('(');
        var close = open < 0 ? -1 : head[(from + open)..].IndexOf(')');
        if (close is < 3 or > 42) return 0;
        open += from;
        close += open;
        var between = head[from..open].Trim(" ,");
        if (!between.IsEmpty && (!HasDate(between) || !IsPlaceAndDate(between, mayBeginWithDay: true))) return 0;
        var agency = head[(open + 1)..close].TrimStart('©');
        if (agency.IsEmpty) return 0;
        return IsJoint(head[(close + 1)..]) ? IsWords(agency) ? close + 1 : 0 : IsAgency(agency) && IsSign(agency) ? close + 1 : 0;
    }

    // "(ANSA) - ROMA, 24 AGO - ", "(ANSA) ROMA, 24 AGO - ": the agency comes first. Alone it says no place.
    private static int EndOfRoman(ReadOnlySpan<char> head, int close)
    {
        var start = close;
        while (start < head.Length && IsDashOrSpace(head[start])) start++;
        var dash = FirstDash(head[start..]);
        return dash > 0 && head.Slice(start, dash) is var place && IsPlaceAndDate(place) && (start > close + 1 || HasDate(place)) ? start + dash : 0;
    }

    // ---- PLACE, date /AGENCY/ ------------------------------------------------------------------------------------------------

    private static int EndOfSlashed(ReadOnlySpan<char> head)
    {
        var open = head.IndexOf(" /");
        if (open < 3) return 0;
        var close = head[(open + 2)..].IndexOf('/');
        if (close is < 2 or > 16 || !IsAgency(head.Slice(open + 2, close)) || !IsPlaceAndDate(head[..open])) return 0;
        // "/ritzau/Reuters/"
        var end = open + 2 + close + 1;
        var next = head[end..].IndexOf('/');
        return next is >= 2 and <= 16 && IsAgency(head.Slice(end, next)) ? end + next + 1 : end;
    }

    // ---- PLACE, date AGENCY - --------------------------------------------------------------------------------------------------

    private static int EndOfDashed(ReadOnlySpan<char> head)
    {
        var dash = FirstDash(head);
        if (dash < 3) return 0;
        var before = head[..dash];
        return IsPlaceAndDate(before) && (HasDate(before) || IsShouted(before) && !IsLabel(before) && !Agencies.Contains(before.Trim())) ? dash : 0;
    }

    // "UPDATE - ", "FILE - ": words in capitals that say what the text is, not where it was written.
    private static bool IsLabel(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        return Labels.Contains(text) || TakeLine.Read(text, out _);
    }

    /// <summary>Where the first dash between words stands; -1 where there is none.</summary>
    private static int FirstDash(ReadOnlySpan<char> text)
    {
        for (var at = 1; at < text.Length - 1; at++)
        {
            var c = text[at];
            if (c is '–' or '—') return at;
            if (c is '-' or '_' && (text[at - 1] is ' ' or '.' || text[at + 1] == '-') && text[at + 1] is ' ' or '-') return at;
        }
        return -1;
    }

    private static bool IsJoint(ReadOnlySpan<char> rest)
    {
        rest = rest.TrimStart(". ");
        return rest.Length > 0 && rest[0] is '-' or '–' or '—' or '_' or ':';
    }

    private static bool IsDashOrSpace(char c) => c is ' ' or '-' or '–' or '—' or '_' or '.';

    // ---- what words are -----------------------------------------------------------------------------------------------------------

    private static bool IsWords(ReadOnlySpan<char> text)
    {
        foreach (var c in text) if (!char.IsLetterOrDigit(c) && c is not (' ' or '/' or '-' or '.' or '&' or '\'' or '’' or ',' or '+')) return false;
        return char.IsUpper(text[0]) || char.IsLetter(text[0]) && !text.Contains(' ');
    }

    /// <summary>Agencies' signs: "dpa", "ats/afp", "Keystone-ATS". One word; "(see below)" is none.</summary>
    private static bool IsAgency(ReadOnlySpan<char> text)
    {
        if (text.Length is < 2 or > 30) return false;
        foreach (var c in text) if (!char.IsLetter(c) && c is not ('/' or '-' or '.' or ',')) return false;
        return true;
    }

    /// <summary>
    /// Whether it is the sign of an agency with nothing said to show it, no dash and no place in capitals: those are three small letters ("ikr"), or known.
    /// "Mara Varga (SPD) said" and "Mara Varga (left) said" open a sentence.
    /// </summary>
    private static bool IsSign(ReadOnlySpan<char> text)
    {
        if (char.IsLower(text[0]) && text.Length <= 3) return true;
        foreach (var range in text.SplitAny("/-")) if (Agencies.Contains(text[range])) return true;
        return false;
    }

    private static bool IsPlaceAndDate(ReadOnlySpan<char> text, bool mayBeginWithDay = false)
    {
        if (text.IsEmpty || !char.IsUpper(text[0]) && !(mayBeginWithDay && char.IsAsciiDigit(text[0]))) return false;
        var words = 0;
        foreach (var range in text.SplitAny(" ,/"))
        {
            var word = text[range];
            if (word.IsEmpty) continue;
            if (++words > MostWords || !IsPartOfPlace(word)) return false;
        }
        return words > 0;
    }

    private static bool IsPartOfPlace(ReadOnlySpan<char> word)
    {
        if (word.ContainsAny("\":;?!()«»“”")) return false;
        if (char.IsUpper(word[0]) || IsSmall.Contains(word) || Months.Of(word) > 0) return true;
        if (word.Length > 2 && word[1] is '\'' or '’') return true;
        return char.IsAsciiDigit(word[0]) && (word.Length <= 5 || word.Length <= "24.08.2026".Length && !word.ContainsAnyExcept("0123456789."));
    }

    private static bool HasDate(ReadOnlySpan<char> text)
    {
        var (month, day) = (false, false);
        foreach (var range in text.SplitAny(" ,/"))
        {
            var word = text[range];
            if (word.IsEmpty) continue;
            month |= Months.Of(word) > 0;
            day |= char.IsAsciiDigit(word[0]);
        }
        return month && day;
    }

    /// <summary>Whether its first place is in capitals.</summary>
    private static bool IsShouted(ReadOnlySpan<char> text)
    {
        var comma = text.IndexOf(',');
        if (comma > 0) text = text[..comma];
        var letters = 0;
        foreach (var c in text)
        {
            if (char.IsLower(c)) return false;
            if (char.IsLetter(c)) letters++;
            else if (char.IsAsciiDigit(c)) return false;
        }
        return letters >= 3;
    }
}
