using System.Globalization;
using Dateline.Formats.Text;
using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.Jimi;

/// <summary>
/// A Jimi document: facts about the publishing, then one ContentItem or several. The text is HTML as characters; "0001-01-01" stands for no time,
/// 1 and 2 for English and French.
/// </summary>
internal static class JimiDocument
{
    internal static ReadResult Read(XmlCursor xml, List<ReadNote> notes, ReadOptions options)
    {
        var items = new List<ReadItem>(1);
        if (xml.Name == "ContentItem") items.Add(ReadItem(xml, options));
        else ReadItems(xml, options, items);
        var document = new ReadResult { Format = JimiFormat.FormatName, Items = items, Notes = notes };
        return items.Count > 0 ? document : document with { Failure = new(FailureCodes.MissingGuid, "There is no item in it.", new(1, 1)) };
    }

    private static void ReadItems(XmlCursor xml, ReadOptions options, List<ReadItem> items)
    {
        foreach (var part in xml.Children)
        {
            if (part == "ContentItem") items.Add(ReadItem(xml, options));
            else if (part is "ContentItems" or "Items" or "Publish") ReadItems(xml, options, items);
        }
    }

    private static ReadItem ReadItem(XmlCursor xml, ReadOptions options)
    {
        var item = new ItemDraft(options) { RootLanguage = xml.Language };
        var position = xml.Position;
        var fields = XmlFields.Read(xml, static name => name is "ContentText" or "BodyText" or "Body", item.Removed(position));
        if (fields.Failure is { } failure) item.Fail(failure.Code, failure.Message, position);
        ReadIdentity(fields, item, position);
        ReadLines(fields, item);
        ReadAbout(fields, item);
        ReadAction(fields, item);
        if (item.Kind is ItemKind.Picture or ItemKind.Graphic) ReadPicture(fields, item);
        OpeningLines.Read(item);
        item.Listen(position);
        return item.ToReadItem();
    }

    private static void ReadIdentity(XmlFields fields, ItemDraft item, WirePosition position)
    {
        item.Guid = Stated(fields["NewsCompID"]) ?? Stated(fields["GUID", "SystemSlug", "FileName", "ID", "ContentItemID"]);
        item.Kind = Kind(NewsText.OneLine(fields["ContentType"]?.Text));
        item.Version = NewsText.OneLine(fields["Version"]?.Text);
        item.VersionCreated = Date(fields["UpdatedDateTime", "ModifiedDateTime", "UpdatedTime", "PublishDateTime", "CreatedDateTime"], item);
        item.FirstCreated = Date(fields["CreatedDateTime", "PhotoDateTime"], item);
        item.Provider = new Provider(null, NewsText.OneLine(fields["Source", "Provider"]?.Text) ?? "The Canadian Press");
        if (item.Guid is null) item.Fail(FailureCodes.MissingGuid, "The item states no identity.", position);
    }

    // A field of a database that was never filled holds a nought.
    private static string? Stated(XmlFields.Field? field) => NewsText.OneLine(field?.Text) is { } id && id != "0" ? id : null;

    private static ItemKind Kind(string? type) => type?.ToLowerInvariant() switch
    {
        "photo" or "picture" or "image" => ItemKind.Picture,
        "graphic" => ItemKind.Graphic,
        "video" => ItemKind.Video,
        "audio" => ItemKind.Audio,
        _ => ItemKind.Text,
    };

    private static bool IsNone(string text) => text.AsSpan().Trim().StartsWith("0001-01-01", StringComparison.Ordinal);

    private static Instant? Date(XmlFields.Field? field, ItemDraft item) => field is { } stated && !IsNone(stated.Text) ? item.Date(stated.Text, stated.Position) : null;

    private static void ReadLines(XmlFields fields, ItemDraft item)
    {
        item.Headline = Headline.From(VisibleText.OneLine(fields["Headline", "Title", "Headline2"]?.Text));
        item.Slugline = Slugline.From(VisibleText.OneLine(fields["SlugProper", "Slug", "Slugline", "ContentSlug"]?.Text));
        item.Dek = VisibleText.OneLine(fields["DirectoryText", "Abstract", "Summary", "SubHeadline"]?.Text);
        if (fields["Byline"] is { } byline && VisibleText.OneLine(byline.Text) is { } line) BylineText.Read(line, item.Bylines = []);
        if (item.Bylines is { Count: > 0 } bylines && bylines[^1].Title is null && VisibleText.OneLine(fields["BylineTitle"]?.Text) is { } title) bylines[^1] = bylines[^1] with { Title = title };
        item.Placeline = Placeline.From(VisibleText.OneLine(fields["Placeline", "Dateline"]?.Text));
        item.Credit = VisibleText.OneLine(fields["Credit", "CreditLine"]?.Text);
        (item.Body, item.Preformatted) = (fields.Body, fields.IsPreformatted);
        item.AddEdNote(VisibleText.OneLine(fields["EditorNote", "EditorialNote", "Note", "UpdateNote"]?.Text));
        item.StaffNote = VisibleText.OneLine(fields["Comments", "InternalNote"]?.Text);
    }

    private static void ReadAbout(XmlFields fields, ItemDraft item)
    {
        item.Language = NewsText.OneLine(fields["Language", "ContentLanguage"]?.Text) switch { "1" => Language.From("en"), "2" => Language.From("fr"), var tag => Language.From(tag) };
        if (fields["Urgency", "RankingValue"] is { } urgency && !urgency.Text.AsSpan().Trim().SequenceEqual("0")) item.Urge(urgency.Text, urgency.Position);
        if (NewsText.OneLine(fields["City"]?.Text) is { } city) item.Located = new Place(city, null, NewsText.OneLine(fields["Country"]?.Text));
        foreach (var name in (string[])["Keyword", "Keywords"])
            foreach (var field in fields.All(name))
                foreach (var word in field.Text.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) if (NewsText.OneLine(word) is { } keyword) (item.Keywords ??= []).Add(keyword);
        foreach (var name in (string[])["Category", "IndexCode"])
            foreach (var field in fields.All(name))
                foreach (var word in field.Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) if (NewsText.OneLine(word) is { } code) (item.Subjects ??= []).Add(new Concept(code));
        if (NewsText.OneLine(fields["Copyright", "CopyrightNotice"]?.Text) is { } notice) item.Rights = item.Rights with { Notice = notice };
    }

    // What the version does: a status or flag of its own, or the kind of writethru. Words elsewhere only ring.
    private static void ReadAction(XmlFields fields, ItemDraft item)
    {
        foreach (var name in (string[])["EmbargoTime", "EmbargoDateTime", "Embargoed", "EmbargoDate"])
            foreach (var embargo in fields.All(name)) if (!IsNone(embargo.Text) && embargo.Text.Trim().ToLowerInvariant() is not ("false" or "0" or "no")) item.Hold(embargo.Text.Trim().Equals("true", StringComparison.OrdinalIgnoreCase) ? "" : embargo.Text, embargo.Position);
        if (fields["PubStatus", "PublicationStatus", "ContentStatus"] is { } stated)
        {
            if (StatusWords.Status(stated.Text) is { } status) item.Status = status;
            else item.Fail(FailureCodes.UnknownStatus, $"The publishing status \"{stated.Text.Trim()}\" is not known.", stated.Position);
        }
        foreach (var flag in (string[])["Kill", "Killed", "Withdrawn", "Canceled", "Cancelled"]) if (IsTrue(fields[flag])) { item.Status = PubStatus.Canceled; item.Signal(SignalKind.Kill, flag); }
        foreach (var flag in (string[])["Correction", "Corrected", "IsCorrection"]) if (IsTrue(fields[flag])) item.Signal(SignalKind.Correction, flag);
        if (fields["WriteThruType", "UpdateType", "Action"] is { } kind && StatusWords.Signal(kind.Text) is not SignalKind.Other and var signal) item.Signal(signal, kind.Text.Trim());
        var (value, number) = (NewsText.OneLine(fields["WritethruValue"]?.Text), NewsText.OneLine(fields["WritethruNum"]?.Text));
        if (value is not null && number is not null and not "0") item.TakeKey = number + " " + value;
        else if (value is not null) item.TakeKey = value;
    }

    private static bool IsTrue(XmlFields.Field? field) => field is { } stated && (stated.Text.AsSpan().Trim().Equals("true", StringComparison.OrdinalIgnoreCase) || stated.Text.AsSpan().Trim().SequenceEqual("1"));

    private static void ReadPicture(XmlFields fields, ItemDraft item)
    {
        var files = new List<Rendition>();
        if (NewsText.OneLine(fields["PhotoLink", "ViewFile", "Path", "FileName"]?.Text) is { } href)
            files.Add(new Rendition(href, null, null, Pixels(fields["Width"]), Pixels(fields["Height"])));
        var caption = NewsText.OneLine(item.Body.PlainText) ?? item.Dek ?? VisibleText.OneLine(fields["EnglishCaption", "FrenchCaption", "Caption"]?.Text);
        item.Pictures = [new Picture { Guid = item.Guid, Headline = item.Headline?.Text, Caption = caption, Credit = item.Credit, Renditions = files }];
        item.Body = StoryHtml.Empty;
    }

    private static int? Pixels(XmlFields.Field? field) =>
        field is { } stated && int.TryParse(stated.Text.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var pixels) && pixels > 0 ? pixels : null;
}
