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
            Headline = NewsText.OneLine(xmp[XmpPacket.Photoshop + "Headline"] ?? iim[105]),
            Title = NewsText.OneLine(xmp[XmpPacket.Dc + "title"] ?? iim[5]),
            Caption = Lines(xmp[XmpPacket.Dc + "description"] ?? iim[120]),
            CaptionWriter = NewsText.OneLine(xmp[XmpPacket.Photoshop + "CaptionWriter"] ?? iim[122]),
            Alt = Lines(xmp[XmpPacket.Core + "AltTextAccessibility"]),
            Creators = List(xmp.All(XmpPacket.Dc + "creator"), iim.All(80)),
            CreatorTitle = NewsText.OneLine(xmp[XmpPacket.Photoshop + "AuthorsPosition"] ?? iim[85]),
            Credit = NewsText.OneLine(xmp[XmpPacket.Photoshop + "Credit"] ?? iim[110]),
            Source = NewsText.OneLine(xmp[XmpPacket.Photoshop + "Source"] ?? iim[115]),
            Copyright = NewsText.OneLine(xmp[XmpPacket.Dc + "rights"] ?? iim[116]),
            UsageTerms = Lines(xmp[XmpPacket.Rights + "UsageTerms"]),
            Instructions = Lines(xmp[XmpPacket.Photoshop + "Instructions"] ?? iim[40]),
            JobId = NewsText.OneLine(xmp[XmpPacket.Photoshop + "TransmissionReference"] ?? iim[103]),
            Sublocation = NewsText.OneLine(xmp[XmpPacket.Core + "Location"] ?? iim[92]),
            City = NewsText.OneLine(xmp[XmpPacket.Photoshop + "City"] ?? iim[90]),
            State = NewsText.OneLine(xmp[XmpPacket.Photoshop + "State"] ?? iim[95]),
            Country = NewsText.OneLine(xmp[XmpPacket.Photoshop + "Country"] ?? iim[101]),
            CountryCode = NewsText.OneLine(xmp[XmpPacket.Core + "CountryCode"] ?? iim[100]),
            Keywords = Keywords(List(xmp.All(XmpPacket.Dc + "subject"), iim.All(25))),
            SubjectCodes = Subjects(List(xmp.All(XmpPacket.Core + "SubjectCode"), iim.All(12))),
            People = List(xmp.All(XmpPacket.Ext + "PersonInImage"), []),
            Event = NewsText.OneLine(xmp[XmpPacket.Ext + "Event"]),
            Category = NewsText.OneLine(xmp[XmpPacket.Photoshop + "Category"] ?? iim[15]),
            Urgency = Urgency(xmp[XmpPacket.Photoshop + "Urgency"] ?? iim[10], notes),
            Language = News.Language.From(xmp[XmpPacket.Dc + "language"] ?? iim[135]),
            Taken = taken,
            TakenText = text,
            TakenZoneAssumed = assumed,
            Changed = xmp[XmpPacket.Xmp + "MetadataDate"] is { } changed ? WireDate.Read(changed, options.DefaultZone).At : null,
            Guid = NewsText.OneLine(xmp[XmpPacket.Ext + "DigImageGUID"] ?? xmp[XmpPacket.Dc + "identifier"] ?? xmp[XmpPacket.Mm + "DocumentID"] ?? iim.UniqueName),
            DigitalSourceType = NewsText.OneLine(xmp[XmpPacket.Ext + "DigitalSourceType"]),
            Plus = [.. xmp.Of(XmpPacket.Plus)],
        };
        return metadata with { Plus = metadata.Plus.Count == 0 ? PhotoMetadata.None.Plus : metadata.Plus };
    }

    private static string? Lines(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.ReplaceLineEndings("\n").Trim();

    private static List<string>? List(List<string> first, List<string> second)
    {
        var list = (first.Count > 0 ? first : second).Select(NewsText.OneLine).OfType<string>().Distinct().ToList();
        return list.Count > 0 ? list : null;
    }

    // "Coronavirus;COVID-19" is two, and so is a single "harbour, ferry, dawn" more than one.
    private static List<string>? Keywords(List<string>? stated)
    {
        if (stated is null) return null;
        var parts = stated.SelectMany(k => k.Split(';')).ToList();
        if (parts is [var alone] && alone.Count(c => c == ',') >= 2) parts = [.. alone.Split(',')];
        return List(parts, []);
    }

    // IIM has "IPTC:04000000:economy::", XMP the eight digits, or an address that ends in them.
    private static List<string>? Subjects(List<string>? stated) =>
        stated is null ? null : List([.. stated.Select(s => EightDigits().Match(s)).Where(m => m.Success).Select(m => m.Value)], []);

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
        if (NewsText.OneLine(xmp[XmpPacket.Photoshop + "DateCreated"] ?? FromIim(iim)) is not { } text) return default;
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
        if (text.AsSpan(Math.Max(0, text.Length - 6)).IndexOfAny('+', '-') < 0) return false;
        var offset = Offset().Match(text);
        if (!offset.Success || text.IndexOf('T', StringComparison.Ordinal) is not > 0) return false;
        var (hours, minutes) = (int.Parse(offset.Groups[2].ValueSpan, CultureInfo.InvariantCulture), int.Parse(offset.Groups[3].ValueSpan, CultureInfo.InvariantCulture));
        return minutes % 15 != 0 || hours * 60 + minutes > (offset.Groups[1].Value == "-" ? 12 : 14) * 60;
    }

    [GeneratedRegex(@"(?<!\d)\d{8}(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex EightDigits();

    [GeneratedRegex(@"([+-])(\d\d):?(\d\d)$", RegexOptions.CultureInvariant)]
    private static partial Regex Offset();
}
