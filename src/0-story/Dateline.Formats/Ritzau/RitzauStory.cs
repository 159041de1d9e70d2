using Dateline.Formats.Text;
using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.Ritzau;

/// <summary>
/// A story as Ritzau sends it. Headlines may be nil; times are Copenhagen's and say no zone; the text is HTML as characters.
/// "Annuleret" withdraws, "Korrektion" corrects, "NyVersion" is a new version, "Replaces" names the story replaced.
/// </summary>
internal static class RitzauStory
{
    private const int LongestHeadline = 100;

    internal static ReadResult Read(XmlCursor xml, List<ReadNote> notes, ReadOptions options)
    {
        var item = new ItemDraft(options) { Kind = ItemKind.Text, RootLanguage = xml.Language };
        var position = xml.Position;
        var fields = XmlFields.Read(xml, IsBody, item.Removed(position));
        if (fields.Failure is { } failure) item.Fail(failure.Code, failure.Message, position);
        ReadIdentity(fields, item, position);
        ReadLines(fields, item);
        ReadAbout(fields, item);
        var replaced = ReadFlags(fields, item);
        OpeningLines.Read(item);
        item.Headline ??= FirstWords(item);
        item.Listen(position);
        var withdraws = item.Status == PubStatus.Canceled && replaced is not null && replaced != item.Guid && item.Failure is null;
        if (withdraws) item.Status = PubStatus.Usable;
        return new ReadResult { Format = RitzauFormat.FormatName, Items = withdraws ? Withdrawal.Of(item, replaced!, PubStatus.Canceled, "Annuleret", position) : [item.ToReadItem()], Notes = notes };
    }

    private static bool IsBody(string name) => name.ToLowerInvariant() is "text" or "body" or "bodytext" or "bodyhtml" or "brødtekst" or "broedtekst" or "content" or "html" or "articletext";

    private static void ReadIdentity(XmlFields fields, ItemDraft item, WirePosition position)
    {
        item.Guid = NewsText.OneLine(fields["doc-id", "docid", "documentid", "guid", "newsid", "itemid", "articleid", "messageid", "id"]?.Text);
        item.Version = NewsText.OneLine(fields["version", "versionnumber", "versionno", "revision"]?.Text);
        item.VersionCreated = Date(fields["publishdate", "publishdatetime", "published", "publicationdate", "versioncreated", "lastmodified", "modified", "date", "timestamp"], item);
        item.FirstCreated = Date(fields["created", "createddate", "firstcreated", "firstpublished"], item);
        item.Provider = new Provider(null, NewsText.OneLine(fields["provider", "source", "bureau"]?.Text) ?? "Ritzau");
        if (fields["embargo", "embargodate", "embargoeduntil", "embargoed"] is { } embargo && !IsNo(embargo.Text)) item.Hold(embargo.Text, embargo.Position);
        if (item.Guid is null) item.Fail(FailureCodes.MissingGuid, "The story states no id.", position);
        ReadStatus(fields, item);
    }

    private static void ReadStatus(XmlFields fields, ItemDraft item)
    {
        if (fields["pubstatus", "publicationstatus"] is not { } stated) return;
        if (StatusWords.Status(stated.Text) is { } status) item.Status = status;
        else item.Fail(FailureCodes.UnknownStatus, $"The publishing status \"{stated.Text.Trim()}\" is not known.", stated.Position);
    }

    private static Instant? Date(XmlFields.Field? field, ItemDraft item) => field is { } stated ? item.Date(stated.Text, stated.Position) : null;

    private static void ReadLines(XmlFields fields, ItemDraft item)
    {
        item.Headline = Headline.From(VisibleText.OneLine(fields["headline", "title", "overskrift", "heading"]?.Text));
        item.Dek = VisibleText.OneLine(fields["subheadline", "subtitle", "strapline", "underrubrik", "underoverskrift", "manchet", "teaser", "abstract", "summary"]?.Text);
        item.Slugline = Slugline.From(fields["slugline", "slug", "stikord", "catchline"]?.Text);
        // The line over the headline: what stands under it as well leaves it to follow the story by.
        if (VisibleText.OneLine(fields["strapline"]?.Text) is { } over && over != item.Dek) item.Slugline ??= Slugline.From(over);
        item.Placeline = Placeline.From(VisibleText.OneLine(fields["dateline", "placeline", "stednavn"]?.Text));
        if (VisibleText.OneLine(fields["byline", "author", "journalist", "forfatter"]?.Text) is { } byline) BylineText.Read(WithoutSign(byline), item.Bylines = []);
        (item.Body, item.Preformatted) = (fields.Body, fields.IsPreformatted);
        item.AddEdNote(VisibleText.OneLine(fields["ednote", "editornote", "editorsnote", "editorialnote", "note", "redaktionelnote", "bemærkning", "comment"]?.Text));
        if (VisibleText.OneLine(fields["internalnote", "internnote", "contact", "kontakt"]?.Text) is { } staff) item.StaffNote = staff;
    }

    // "Af Jo Lund /ritzau/": the agency's sign is not of the name, unless there is no other.
    private static string WithoutSign(string byline)
    {
        byline = byline.Trim('/', ' ');
        var sign = byline.LastIndexOf('/');
        return sign > 0 && byline[..sign].Trim() is { Length: > 0 } name ? name.TrimEnd('/', ' ') : byline;
    }

    private static void ReadAbout(XmlFields fields, ItemDraft item)
    {
        item.Language = Language.From(fields["language", "lang", "sprog"]?.Text);
        if (fields["urgency", "hastegrad"] is { } urgency) item.Urge(urgency.Text, urgency.Position);
        if (int.TryParse(fields["priority", "prioritet"]?.Text.Trim(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var priority)) item.Priority = Urgency.From(priority)?.Value;
        foreach (var name in (string[])["keyword", "nøgleord"])
            foreach (var field in fields.All(name)) if (NewsText.OneLine(field.Text) is { } keyword) (item.Keywords ??= []).Add(keyword);
        foreach (var name in (string[])["iptc", "iptccode", "subject", "subjectcode"])
            foreach (var field in fields.All(name)) if (NewsText.OneLine(field.Text) is { } code) (item.Subjects ??= []).Add(new Concept(code.Length == 8 && code.All(char.IsAsciiDigit) ? (code[0] == '2' ? "medtop:" : "subj:") + code : code));
        if (NewsText.OneLine(fields["copyright"]?.Text) is { } notice) item.Rights = item.Rights with { Notice = notice };
    }

    /// <summary>The flags; gives the id of the story that is replaced.</summary>
    private static string? ReadFlags(XmlFields fields, ItemDraft item)
    {
        if (IsSet("annuleret", fields)) { item.Status = PubStatus.Canceled; item.Signal(SignalKind.Kill, "Annuleret"); }
        if (IsSet("korrektion", fields)) item.Signal(SignalKind.Correction, "Korrektion");
        if (IsSet("nyversion", fields)) item.Signal(SignalKind.Update, "NyVersion");
        if (NewsText.OneLine(fields["replaces", "replacesid", "erstatter"]?.Text) is not { } other || IsNo(other) || IsYes(other)) return null;
        (item.Links ??= []).Add(new ItemLink(LinkKind.Replaces, other, Rel: "Replaces"));
        return other;
    }

    // A flag is an element or attribute of its own, or the word in a list of flags.
    private static bool IsSet(string flag, XmlFields fields)
    {
        foreach (var name in (string[])[flag, "flag@" + flag, "flags@" + flag, "status@" + flag])
            foreach (var field in fields.All(name)) if (!IsNo(field.Text)) return true;
        foreach (var name in (string[])["flag", "flags", "status", "type", "messagetype", "flag@name", "flag@type"])
            foreach (var field in fields.All(name)) if (field.Text.Split([',', ';', ' ', '|']).Any(w => w.Trim().Equals(flag, StringComparison.OrdinalIgnoreCase))) return true;
        return false;
    }

    private static bool IsNo(string text) => text.Trim().ToLowerInvariant() is "false" or "0" or "nej" or "no" or "n" or "none" or "";

    private static bool IsYes(string text) => text.Trim().ToLowerInvariant() is "true" or "1" or "ja" or "yes";

    // Short news comes without a headline, and a desk must tell stories apart: the first words stand for it, and a note says so.
    private static Headline? FirstWords(ItemDraft item)
    {
        if (NewsText.OneLine(item.Body.FirstParagraph) is not { } words) return null;
        item.Note(NoteCodes.OddValue, "There is no headline: the first words of the text stand for it.", new WirePosition(1, 1));
        if (words.Length <= LongestHeadline) return Headline.From(words);
        var end = words.LastIndexOf(' ', LongestHeadline);
        return Headline.From(words[..(end > 40 ? end : LongestHeadline)] + " …");
    }
}
