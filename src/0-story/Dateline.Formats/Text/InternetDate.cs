using System.Collections.Frozen;
using Dateline.News;

namespace Dateline.Formats.Text;

/// <summary>
/// A date as mail and RSS write it (RFC 822 and its successors), and as programs that never read it do: no weekday, two digits for a year,
/// "EST" or "MESZ" for a zone, a month in French, "2:30 PM". What is a date by <see cref="WireDate"/> is read as one.
/// A zone whose letters stand for several ("IST") is none.
/// </summary>
internal static class InternetDate
{
    /// <summary>Reads <paramref name="text"/>; a time without a known zone is read in <paramref name="defaultZone"/>, or UTC, and says so.</summary>
    internal static WireDate Read(string text, TimeZoneInfo? defaultZone)
    {
        var iso = WireDate.Read(text, defaultZone);
        if (iso.At is not null || text.Length > 80) return iso;
        var parts = new Parts();
        foreach (var word in text.Replace(',', ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            if (!parts.Take(word)) return default;
        return parts.Written() is { } written ? WireDate.Read(written, defaultZone) : default;
    }

    /// <summary>The parts of a date as they are met, in whatever order.</summary>
    private struct Parts
    {
        private int? _year, _month, _day, _hour, _minute, _second;
        private bool? _isAfternoon;
        private string? _zone;
        private bool _monthIsSure;

        internal bool Take(string word)
        {
            if (word.Contains(':', StringComparison.Ordinal) && char.IsAsciiDigit(word[0])) return TakeTime(word);
            if (char.IsAsciiDigit(word[0])) return word.Contains('-', StringComparison.Ordinal) ? TakeDashed(word) : TakeNumber(word);
            if (word[0] is '+' or '-') return TakeOffset(word);
            return TakeName(word.Trim('(', ')', '.'));
        }

        private bool TakeTime(string word)
        {
            var end = 0;
            while (end < word.Length && (char.IsAsciiDigit(word[end]) || word[end] is ':' or '.')) end++;
            var numbers = word[..end].Split(':');
            if (_hour is not null || numbers.Length is < 2 or > 3) return false;
            (_hour, _minute) = (Number(numbers[0]), Number(numbers[1]));
            _second = numbers.Length == 3 ? Number(numbers[2].Split('.')[0]) : 0;
            if (_hour is not <= 24 || _minute is not <= 59 || _second is not <= 60) return false;
            return end == word.Length || Take(word[end..]);
        }

        // "24-Aug-2026", and "2026-08-24" before a zone in letters.
        private bool TakeDashed(string word)
        {
            var parts = word.Split('-');
            if (parts.Length != 3) return false;
            if (parts[0].Length != 4 || Number(parts[1]) is not { } month) return parts.All(p => p.Length > 0) && Take(parts[0]) && Take(parts[1]) && Take(parts[2]);
            (_year, _month, _day) = (Number(parts[0]), month, Number(parts[2]));
            return true;
        }

        private bool TakeNumber(string word)
        {
            // "1er", "24th", "24."
            var end = word.AsSpan().IndexOfAnyExceptInRange('0', '9') is var stop and >= 0 ? stop : word.Length;
            if (end < word.Length && word[end..] is not ("st" or "nd" or "rd" or "th" or "er" or "." or "º")) return false;
            var number = Number(word[..end]);
            if (end == 4 && _year is null) _year = number;
            else if (end <= 2 && _day is null) _day = number;
            else if (end == 2 && _year is null) _year = number + (number < 50 ? 2000 : 1900);
            else return false;
            return true;
        }

        private bool TakeOffset(string word)
        {
            _zone = word;
            return true;
        }

        private bool TakeName(string word)
        {
            if (word.Length == 0) return true;
            var upper = word.ToUpperInvariant();
            if (upper is "AM" or "PM" or "A.M" or "P.M") { _isAfternoon = upper[0] == 'P'; return true; }
            if (TakeZone(upper)) return true;
            // "mar., 24 août": before the day it may be a weekday after all.
            if (Month(upper) is { } month && !_monthIsSure) { (_month, _monthIsSure) = (month, _day is not null); return true; }
            // A weekday, or a word like "de" and "um": the rest says it all.
            return word.All(char.IsLetter);
        }

        private bool TakeZone(string upper)
        {
            var sign = upper.AsSpan().IndexOfAny('+', '-');
            if (sign > 0 && upper[..sign] is "GMT" or "UTC" or "UT") { _zone = upper[sign..]; return true; }
            if (!Zones.TryGetValue(upper, out var offset)) return false;
            _zone ??= offset;
            return true;
        }

        /// <summary>The same by RFC 3339; null where a part is missing.</summary>
        internal readonly string? Written()
        {
            if (_year is not { } year || _month is not { } month || _day is not { } day) return null;
            var date = $"{year:0000}-{month:00}-{day:00}";
            if (_hour is not { } hour) return date;
            if (_isAfternoon is { } afternoon) hour = hour % 12 + (afternoon ? 12 : 0);
            return $"{date}T{hour:00}:{_minute:00}:{_second:00}{_zone}";
        }

        private static int? Number(string digits) => int.TryParse(digits, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

        private static int? Month(string upper)
        {
            for (var length = Math.Min(4, upper.Length); length >= 3; length--)
                if (Months.TryGetValue(upper[..length], out var month)) return month;
            return null;
        }
    }

    // The first three letters, or four where three are not enough, in English, French, German, Spanish, Italian, Portuguese, Dutch and Scandinavian.
    private static readonly FrozenDictionary<string, int> Months = Table(
        "JAN GEN ENE JÄN", "FEB FÉV FEV", "MAR MÄR MRZ MAA", "APR AVR ABR", "MAI MAY MAG MEI MAJ", "JUN JUIN GIU", "JUL JUIL LUG", "AUG AOÛ AOU AGO", "SEP SET", "OCT OKT OTT OUT", "NOV", "DEC DÉC DEZ DIC DES")
        .ToFrozenDictionary(StringComparer.Ordinal);

    private static Dictionary<string, int> Table(params string[] months)
    {
        var table = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < months.Length; i++)
            foreach (var name in months[i].Split(' ')) table[name] = i + 1;
        return table;
    }

    // RFC 822's, and those that mean one thing wherever they are met. "IST", "AST" and "SST" don't.
    private static readonly FrozenDictionary<string, string> Zones = Offsets(
        "Z Z UT UTC GMT WET",
        "-0500 EST CDT",
        "-0400 EDT",
        "-0600 CST MDT",
        "-0700 MST PDT",
        "-0800 PST AKDT",
        "-0330 NST",
        "-0230 NDT",
        "-0300 ADT BRT",
        "-0900 AKST",
        "-1000 HST",
        "+0100 BST WEST CET MET MEZ WAT",
        "+0200 CEST MEST MESZ EET SAST CAT",
        "+0300 EEST MSK EAT",
        "+0500 PKT",
        "+0700 WIB",
        "+0800 HKT SGT AWST",
        "+0900 JST KST",
        "+0930 ACST",
        "+1030 ACDT",
        "+1000 AEST",
        "+1100 AEDT",
        "+1200 NZST",
        "+1300 NZDT")
        .ToFrozenDictionary(StringComparer.Ordinal);

    // An offset, and the names it goes by.
    private static Dictionary<string, string> Offsets(params string[] lines)
    {
        var table = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            var words = line.Split(' ');
            foreach (var name in words.AsSpan(1)) table[name] = words[0];
        }
        return table;
    }
}
