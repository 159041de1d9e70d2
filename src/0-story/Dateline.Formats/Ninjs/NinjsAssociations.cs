using System.Globalization;
using Dateline.Formats.Json;
using Dateline.Formats.NewsMlG2;
using Dateline.News;

namespace Dateline.Formats.Ninjs;

/// <summary>
/// What hangs on an item: pictures, other stories, its own files. Objects with free keys in generation 1, lists with names in 2 and 3,
/// and at some feeds a list, an empty object or null whatever the version.
/// </summary>
internal static class NinjsAssociations
{
    internal static void Read(NinjsItem item)
    {
        var renditions = item.Json["renditions"] is { } files && IsListOrObject(files, item) ? Renditions(files) : [];
        if (item.Draft.Kind is ItemKind.Picture or ItemKind.Graphic) ReadItself(item, renditions);
        if (NewsText.OneLine(item.String("evolvedfrom")) is { } before) (item.Draft.Links ??= []).Add(new(LinkKind.EvolvedFrom, before, Rel: "evolvedfrom"));
        if (item.Json["associations"] is { } associations && IsListOrObject(associations, item))
            foreach (var association in associations.Values) ReadAssociation(association, item);
    }

    private static bool IsListOrObject(JsonValue value, NinjsItem item) => value.Kind == JsonKind.Array || item.Is(value, JsonKind.Object);

    // A picture item is its own first picture: site and mail treat both alike.
    private static void ReadItself(NinjsItem item, List<Rendition> renditions)
    {
        var draft = item.Draft;
        (draft.Pictures ??= []).Add(new Picture { Guid = draft.Guid, Caption = draft.Caption, Alt = draft.Alt, Credit = draft.Credit, Headline = draft.Headline?.Text, Renditions = renditions });
    }

    private static void ReadAssociation(JsonValue json, NinjsItem item)
    {
        if (json.Kind == JsonKind.Null || !item.Is(json, JsonKind.Object)) return;
        var name = json["name"]?.Text ?? json.Name ?? "";
        var guid = item.Draft.StatedIdentity(json);
        if (json["type"]?.Text is "picture" or "graphic") ReadPicture(json, guid, item);
        else if (guid is not null || json["headline", "headlines"] is not null) (item.Draft.Links ??= []).Add(Link(json, name, guid));
    }

    private static void ReadPicture(JsonValue json, string? guid, NinjsItem item)
    {
        var inner = NinjsItem.ReadPart(json, item.Draft);
        // What is wrong with a picture is wrong with the item: a picture that is withheld must not go out with it.
        if (inner.Failure is { } failure) { item.Draft.Fail(failure.Code, failure.Message, failure.Position); return; }
        foreach (var note in inner.Notes) item.Draft.Note(note.Code, note.Message, note.Position, note.Text);
        var isPart = guid is null || item.Draft.Guid is { } own && guid.StartsWith(own + "#", StringComparison.Ordinal) || guid.Contains("#picture-", StringComparison.Ordinal);
        if (inner.Item is { } held && (held.Status != PubStatus.Usable || !held.Embargo.IsNone)) { LeaveOut(json, guid, held, item); return; }
        (item.Draft.Pictures ??= []).Add(ToPicture(inner.Item!, json, isPart ? null : inner.Item!.Guid));
        if (!isPart) (item.Draft.Links ??= []).Add(new(LinkKind.Media, inner.Item!.Guid, Rel: NewsText.OneLine(Text(json["rel"]))));
    }

    private static void LeaveOut(JsonValue json, string? guid, NewsItem held, NinjsItem item)
    {
        item.Draft.Note(NoteCodes.NotRead, $"A picture that is {(held.Status == PubStatus.Usable ? "embargoed" : held.Status.ToString().ToLowerInvariant())} was left out.", json.Position, guid);
        (item.Draft.Links ??= []).Add(new(LinkKind.Media, guid));
    }

    private static Picture ToPicture(NewsItem read, JsonValue json, string? guid)
    {
        var picture = read.Content.Pictures[0];
        var credit = read.Content.Bylines is [var by, ..] ? by.Name : null;
        // Superdesk keeps the alternative text of a picture in its body.
        return picture with { Guid = guid, Credit = picture.Credit ?? credit, Alt = picture.Alt ?? NewsText.OneLine(Text(json["body_text"])), Rights = read.Content.Rights };
    }

    private static ItemLink Link(JsonValue json, string name, string? guid)
    {
        var rel = NewsText.OneLine(Text(json["rel"]));
        var stated = rel ?? name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9').TrimEnd('_');
        var title = NewsText.OneLine(Text(json["title"]) ?? NinjsContent.Texts([.. json.Values], "headline", "headlines", []).FirstOrDefault().Text);
        var kind = json["type"]?.Text is "video" or "audio" ? LinkKind.Media : G2Codes.Link(stated);
        if (guid?.StartsWith(NinjsNames.GuidPrefix, StringComparison.Ordinal) == true)
            guid = NinjsItem.ReadAltIds(json["altIds"]).FirstOrDefault(id => id.Role == NinjsNames.Guid).Value ?? guid;
        return new ItemLink(kind, guid, NewsText.OneLine(Text(json["version"])), null, title, rel);
    }

    private static List<Rendition> Renditions(JsonValue files)
    {
        var renditions = new List<Rendition>();
        foreach (var file in files.Values)
        {
            if (file.Kind != JsonKind.Object || NewsText.OneLine(Text(file["href"])) is not { } href) continue;
            renditions.Add(new Rendition(href, RenditionName(Text(file["name"]) ?? file.Name), NewsText.OneLine(Text(file["contentType", "mimetype"])), Pixels(file["width"]), Pixels(file["height"]), Whole(file["sizeInBytes"])));
        }
        return renditions;
    }

    // "r1" stands for no name, "web~2" for a second one of that name: keys of an object must differ.
    private static string? RenditionName(string? name)
    {
        if (name is ['r', .. var digits] && digits.Length > 0 && digits.All(char.IsAsciiDigit)) return null;
        var second = name?.LastIndexOf('~') ?? -1;
        return NewsText.OneLine(second > 0 ? name![..second] : name);
    }

    private static long? Whole(JsonValue? value) =>
        value is { Kind: JsonKind.Number, Text: var digits } && double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and < 1e15 ? (long)number : null;

    private static int? Pixels(JsonValue? value) => Whole(value) is { } pixels and <= int.MaxValue ? (int)pixels : null;

    private static string? Text(JsonValue? value) => value is { Kind: JsonKind.String or JsonKind.Number, Text: var text } ? text : null;
}
