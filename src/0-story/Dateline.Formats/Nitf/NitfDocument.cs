using Dateline.Formats.Text;
using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.Nitf;

/// <summary>
/// One NITF document: head, body, and what can only be settled when both are read. A document that withdraws another gives two items:
/// itself, which speaks to editors, and the withdrawal, so that it reaches what was made of the other.
/// </summary>
internal static class NitfDocument
{
    internal static ReadResult Read(XmlCursor xml, List<ReadNote> notes, ReadOptions options)
    {
        var item = new NitfDraft(options) { Kind = ItemKind.Text, RootLanguage = LanguageOf(xml) };
        var position = xml.Position;
        var version = VersionOf(xml["version"]);
        ReadParts(xml, item);
        var dialect = Settle(item, position);
        return new ReadResult { Format = NitfFormat.FormatName, FormatVersion = version, Dialect = dialect, Items = Items(item, position), Notes = notes };
    }

    /// <summary>Reads head and body of the nitf element the cursor stands on.</summary>
    internal static void ReadParts(XmlCursor xml, NitfDraft item)
    {
        foreach (var part in xml.Children)
        {
            if (Is(part, "head")) NitfHead.Read(xml, item);
            else if (Is(part, "body")) NitfBodyParts.Read(xml, item);
        }
    }

    internal static bool Is(string name, string wanted) => name.Equals(wanted, StringComparison.OrdinalIgnoreCase);

    /// <summary>"-//IPTC//DTD NITF 3.2//EN" says 3.2.</summary>
    private static string? VersionOf(string? stated)
    {
        if (NewsText.OneLine(stated) is not { } line) return null;
        var at = line.IndexOf("NITF ", StringComparison.OrdinalIgnoreCase);
        return at < 0 ? line : line[(at + 5)..].Split('/', ' ')[0];
    }

    // NITF's own attribute writes "en.us".
    private static string LanguageOf(XmlCursor xml) =>
        xml.Language.Length > 0 ? xml.Language : NewsText.OneLine(xml["baselang"])?.Replace('.', '-') ?? "";

    private static string? Settle(NitfDraft item, WirePosition position)
    {
        item.Headline ??= Headline.From(item.HeadTitle);
        item.Dek ??= item.Abstract ?? item.SubHeadline;
        item.Slugline ??= Slugline.From(item.Meta("anpa-keyword") ?? item.Meta("slugline") ?? item.Meta("slug") ?? item.Keys?[0] ?? UpdateKeyAsSlug(item));
        item.TakeKey ??= NewsText.OneLine(item.Meta("anpa-takekey"));
        item.VersionCreated ??= item.StoryDate;
        if (item.Keys is { Count: > 1 } keys) (item.Keywords ??= []).AddRange(keys);
        if (item.Language is null) item.Language = Language.From(item.Meta("language") ?? item.Meta("lang"));
        Embargo(item);
        var dialect = Dialects.Settle(NitfDialects.All, item);
        OpeningLines.Read(item);
        Identify(item, position);
        item.TakeKey ??= TakeKeys.In(item.EdNote, item.Slugline?.Text);
        item.Provider ??= (item.Distributor ?? item.Registrar) is { } name ? new Provider(null, name) : null;
        item.Listen(position);
        return dialect;
    }

    // A key with words in it is what the desk calls the story; one of digits or with a scheme is a machine's.
    private static string? UpdateKeyAsSlug(NitfDraft item) =>
        item.UpdateKey is { } key && key != item.Guid && !key.Contains(':', StringComparison.Ordinal) && !key.Any(char.IsAsciiDigit) && key.Any(char.IsLetter) ? key : null;

    // AP leaves the id to the envelope that NITF travels in. Sent without one, the story is known by what does not change when it is sent again.
    private static void Identify(NitfDraft item, WirePosition position)
    {
        if (!string.IsNullOrWhiteSpace(item.Guid)) return;
        if (item.UpdateKey is { } key && key.Length > 3)
        {
            item.Guid = key;
            item.Note(NoteCodes.GuidDerived, "No identity is stated: the key that the versions of the story share stands for it.", position, key);
            return;
        }
        if (item.Headline is null && item.Body.IsEmpty) { item.Fail(FailureCodes.MissingGuid, "The document has neither an id nor anything to know it by.", position); return; }
        var text = $"{item.Distributor ?? item.Registrar}\n{item.Slugline}\n{item.Headline}\n{item.Placeline}\n{item.StoryDate ?? item.VersionCreated}\n{(item.Headline is null ? item.Body.Markup : "")}";
        DerivedGuid.GiveOfWords(item, position, NitfFormat.FormatName, text);
    }

    // The release date is an embargo if the status says so, or if it lies after the date of issue; many agencies state it as a matter of form.
    private static void Embargo(NitfDraft item)
    {
        if (item.IsEmbargoed) { item.Hold(item.Release?.Text, item.Release?.Position ?? item.EmbargoPosition); return; }
        if (item.Release is not { } release) return;
        var date = WireDate.Read(release.Text, item.Options.DefaultZone);
        if (date is { At: { } at, ZoneAssumed: false, IsDay: false } && (item.VersionCreated is null || at > item.VersionCreated)) item.Hold(release.Text, release.Position);
    }

    private static IReadOnlyList<ReadItem> Items(NitfDraft item, WirePosition position)
    {
        var other = item.OtherDocument;
        if (item.Failure is not null || other is null || other == item.Guid || StatusWords.Status(item.OtherStatus) is not { } status || status == PubStatus.Usable) return [item.ToReadItem()];
        return Withdrawal.Of(item, other, status, "management-idref-status=" + item.OtherStatus, position);
    }
}
