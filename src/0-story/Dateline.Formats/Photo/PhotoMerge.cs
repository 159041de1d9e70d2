using System.Globalization;
using System.Text.RegularExpressions;
using Dateline.Formats.Text;
using Dateline.News;

namespace Dateline.Formats.Photo;

/// <summary>
/// One record of two: what XMP says wins, for IIM cuts (64 bytes of a keyword, 2,000 of a caption) and often was not brought up to date;
/// what only IIM says is taken from there.
/// </summary>
internal static partial class PhotoMerge
{
    internal static PhotoMetadata Of(XmpPacket xmp, IimBlock iim, ReadOptions options, List<ReadNote> notes)
    {
        var (taken, text, assumed) = Taken(xmp, iim, options, notes);
        var metadata = new PhotoMetadata
        {
            Headline = NewsText.OneLine(xmp[PhotoNames.Headline] ?? iim[105]),
            Title = NewsText.OneLine(xmp[PhotoNames.Title] ?? iim[5]),
            Caption = Lines(xmp[PhotoNames.Description] ?? iim[120]),
            CaptionWriter = NewsText.OneLine(xmp[PhotoNames.CaptionWriter] ?? iim[122]),
            Alt = Lines(xmp[PhotoNames.AltTextAccessibility]),
            Creators = List(xmp.All(PhotoNames.Creator) is { Count: > 0 } creators ? creators : iim.All(80)),
            CreatorTitle = NewsText.OneLine(xmp[PhotoNames.AuthorsPosition] ?? iim[85]),
            Credit = NewsText.OneLine(xmp[PhotoNames.Credit] ?? iim[110]),
            Source = NewsText.OneLine(xmp[PhotoNames.Source] ?? iim[115]),
            Copyright = NewsText.OneLine(xmp[PhotoNames.Rights] ?? iim[116]),
            UsageTerms = Lines(xmp[PhotoNames.UsageTerms]),
            Instructions = Lines(xmp[PhotoNames.Instructions] ?? iim[40]),
            JobId = NewsText.OneLine(xmp[PhotoNames.TransmissionReference] ?? iim[103]),
            Sublocation = NewsText.OneLine(xmp[PhotoNames.Location] ?? iim[92]),
            City = NewsText.OneLine(xmp[PhotoNames.City] ?? iim[90]),
            State = NewsText.OneLine(xmp[PhotoNames.State] ?? iim[95]),
            Country = NewsText.OneLine(xmp[PhotoNames.Country] ?? iim[101]),
            CountryCode = NewsText.OneLine(xmp[PhotoNames.CountryCode] ?? iim[100]),
            Keywords = Keywords(List(xmp.All(PhotoNames.Subject) is { Count: > 0 } keywords ? keywords : iim.All(25))),
            SubjectCodes = Subjects(List(xmp.All(PhotoNames.SubjectCode) is { Count: > 0 } codes ? codes : iim.All(12))),
            People = List(xmp.All(PhotoNames.PersonInImage)),
            Event = NewsText.OneLine(xmp[PhotoNames.Event]),
            Category = NewsText.OneLine(xmp[PhotoNames.Category] ?? iim[15]),
            Urgency = Urgency(xmp[PhotoNames.Urgency] ?? iim[10], notes),
            Language = News.Language.From(xmp[PhotoNames.Language] ?? iim[135]),
            Taken = taken,
            TakenText = text,
            TakenZoneAssumed = assumed,
            Changed = xmp[PhotoNames.MetadataDate] is { } changed ? WireDate.Read(changed, options.DefaultZone).At : null,
            Guid = NewsText.OneLine(xmp[PhotoNames.DigImageGUID] ?? xmp[PhotoNames.Identifier] ?? xmp[PhotoNames.DocumentID] ?? iim.UniqueName),
            DigitalSourceType = NewsText.OneLine(xmp[PhotoNames.DigitalSourceType]),
            Plus = [.. xmp.Of(XmpPacket.Plus)],
        };
        return metadata with { Plus = metadata.Plus.Count == 0 ? PhotoMetadata.None.Plus : metadata.Plus };
    }

    private static string? Lines(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.ReplaceLineEndings("\n").Trim();

    private static List<string>? List(List<string> stated)
    {
        if (stated.Count == 0) return null;
        var list = new List<string>(stated.Count);
        var told = stated.Count == 1 ? null : new HashSet<string>(stated.Count, StringComparer.Ordinal);
        foreach (var one in stated)
            if (NewsText.OneLine(one) is { } text && (told is null || told.Add(text))) list.Add(text);
        return list.Count > 0 ? list : null;
    }

    // "Coronavirus;COVID-19" is two, and so is a single "harbour, ferry, dawn" more than one.
    private static List<string>? Keywords(List<string>? stated)
    {
        if (stated is null) return null;
        var parts = stated.SelectMany(k => k.Split(';')).ToList();
        if (parts is [var alone] && alone.Count(c => c == ',') >= 2) parts = [.. alone.Split(',')];
        return List(parts);
    }

    // IIM has "IPTC:04000000:economy::", XMP the eight digits, or an address that ends in them.
    private static List<string>? Subjects(List<string>? stated) =>
        stated is null ? null : List([.. stated.Select(s => EightDigits().Match(s)).Where(m => m.Success).Select(m => m.Value)]);

    private static Urgency? Urgency(string? text, List<ReadNote> notes)
    {
        if (NewsText.OneLine(text) is not { } stated) return null;
        if (int.TryParse(stated, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 8) return News.Urgency.From(number);
        // 0 is reserved, and what programs write that mean none.
        if (stated != "0") notes.Add(new(NoteCodes.OddValue, "The urgency is not one of 1 to 8 and was left out.", new(Offset: 0), stated.Length > 100 ? stated[..100] : stated));
        return null;
    }

    // ---- when it was taken --------------------------------------------------------------------------------------------------

    private static (Instant? At, string? Text, bool ZoneAssumed) Taken(XmpPacket xmp, IimBlock iim, ReadOptions options, List<ReadNote> notes)
    {
        if (NewsText.OneLine(xmp[PhotoNames.DateCreated] ?? FromIim(iim)) is not { } text) return default;
        var date = WireDate.Read(text, options.DefaultZone);
        if (HasImpossibleZone(text))
        {
            notes.Add(new(NoteCodes.OddValue, "No place has that time zone: it was left out.", new(Offset: 0), text.Length > 100 ? text[..100] : text));
            date = WireDate.Read(text.AsSpan(0, text.LastIndexOfAny(['+', '-'])), options.DefaultZone);
        }
        if (date.At is null) notes.Add(new(NoteCodes.DateUnreadable, "When it was taken can't be read, and was left out.", new(Offset: 0), text.Length > 100 ? text[..100] : text));
        else if (date.ZoneAssumed) notes.Add(new(NoteCodes.ZoneAssumed, $"When it was taken states no zone: {options.DefaultZone?.Id ?? "UTC"} was assumed.", new(Offset: 0), text));
        return (date.At, text, date is { At: not null, ZoneAssumed: true });
    }

    // 2:55 "20260824", 2:60 "143000+0200". Zeros stand for what is not known.
    private static string? FromIim(IimBlock iim)
    {
        if (NewsText.OneLine(iim[55]) is not { } day || day.Trim('0').Length == 0) return null;
        return NewsText.OneLine(iim[60]) is { } time ? $"{day}T{time}" : day;
    }

    // Offsets are whole quarters of an hour, from -12:00 to +14:00. A camera that was set by hand knows others.
    private static bool HasImpossibleZone(string text)
    {
        if (text.IndexOf('T', StringComparison.Ordinal) is not > 0) return false;
        // "+0200" or "+02:00", at the end.
        var sign = text.Length - 5;
        if (sign > 0 && text[^3] == ':') sign--;
        if (sign < 0 || text[sign] is not ('+' or '-') || !Two(text, sign + 1, out var hours) || !Two(text, text.Length - 2, out var minutes)) return false;
        return minutes % 15 != 0 || hours * 60 + minutes > (text[sign] == '-' ? 12 : 14) * 60;
    }

    private static bool Two(string text, int at, out int number) => int.TryParse(text.AsSpan(at, 2), NumberStyles.None, CultureInfo.InvariantCulture, out number);

    [GeneratedRegex(@"(?<![0-9])[0-9]{8}(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex EightDigits();
}
