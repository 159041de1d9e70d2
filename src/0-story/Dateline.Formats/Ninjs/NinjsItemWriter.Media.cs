using Dateline.News;

namespace Dateline.Formats.Ninjs;

internal sealed partial class NinjsItemWriter
{
    private void WriteMedia(NewsItem item)
    {
        var isMedia = item.Kind is ItemKind.Picture or ItemKind.Graphic or ItemKind.Video or ItemKind.Audio;
        var pictures = isMedia ? item.Content.Pictures.Skip(1).ToList() : item.Content.Pictures;
        if (isMedia && item.Content.Pictures is [var itself, ..]) WriteRenditions(itself.Renditions);
        var links = Links(item);
        if (pictures.Count + links.Count == 0) return;
        if (generation.IsFlat) json.WriteStartObject("associations"); else json.WriteStartArray("associations");
        for (var i = 0; i < links.Count; i++) WriteLink(links[i], i + 1);
        for (var i = 0; i < pictures.Count; i++) WritePicture(item, pictures[i], i + 1);
        if (generation.IsFlat) json.WriteEndObject(); else json.WriteEndArray();
    }

    // A media link to a picture that is written in full says nothing more.
    private List<ItemLink> Links(NewsItem item)
    {
        var links = item.Links.Where(l => l.Kind != LinkKind.Media || !item.Content.Pictures.Any(p => p.Guid == l.Guid)).ToList();
        foreach (var group in item.Content.Groups) links.AddRange(group.Items);
        if (item.Content.Groups.Count > 1) CannotSay("associations", "ninjs has no groups: what they hold is written in one list.");
        return links;
    }

    private void WriteLink(ItemLink link, int number)
    {
        if ((link.Guid ?? link.Href) is not { } target) return;
        StartAssociation($"{link.Kind.ToString().ToLowerInvariant()}_{Number(number)}");
        if (generation.Version[0] == '3') Text("rel", link.Rel);
        json.WriteString("uri", Uri(target));
        Text("version", link.Version);
        Text("title", link.Title);
        WriteAltIds(Uri(target) == target ? [] : [(NinjsNames.Guid, target)]);
        json.WriteEndObject();
    }

    private void WritePicture(NewsItem item, Picture picture, int number)
    {
        var uri = picture.Guid ?? $"{Uri(item.Guid)}#picture-{Number(number)}";
        StartAssociation($"picture_{Number(number)}");
        json.WriteString("uri", Uri(uri));
        json.WriteString("type", "picture");
        WriteRights(picture.Rights);
        Moment("expires", picture.Rights.Expires);
        var texts = new List<(string, string)>();
        if (picture.Caption is { } caption) texts.Add((NinjsNames.Text, caption));
        if (picture.Alt is { } alt) texts.Add((NinjsNames.Alt, alt));
        WriteTexts("description", "descriptions", texts);
        WriteHeadline(picture.Headline);
        WriteSources(null, picture.Credit);
        WriteRenditions(picture.Renditions);
        var ids = NinjsRights.AltIds(picture.Rights).ToList();
        if (Uri(uri) != uri) ids.Insert(0, (NinjsNames.Guid, uri));
        WriteAltIds(ids);
        json.WriteEndObject();
    }

    private void StartAssociation(string name)
    {
        if (generation.IsFlat) json.WriteStartObject(name);
        else
        {
            json.WriteStartObject();
            json.WriteString("name", name);
        }
    }

    private void WriteRenditions(IReadOnlyList<Rendition> renditions)
    {
        if (renditions.Count == 0) return;
        if (generation.IsFlat) json.WriteStartObject("renditions"); else json.WriteStartArray("renditions");
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < renditions.Count; i++) WriteRendition(renditions[i], KeyOf(renditions[i].Name, i + 1, names));
        if (generation.IsFlat) json.WriteEndObject(); else json.WriteEndArray();
    }

    // Keys of an object must differ, and begin with a letter or digit; in a list names are as they are.
    private string KeyOf(string? name, int number, HashSet<string> taken)
    {
        if (name is null || generation.IsFlat && !char.IsAsciiLetterOrDigit(name[0])) name = "r" + Number(number);
        if (!generation.IsFlat || taken.Add(name)) return name;
        return $"{name}~{Number(number)}";
    }

    private void WriteRendition(Rendition rendition, string key)
    {
        StartAssociation(key);
        var href = options.MediaHref?.Invoke(rendition.Href) ?? rendition.Href;
        if (IsUri(href)) json.WriteString("href", href);
        else CannotSay("renditions", $"ninjs wants absolute addresses of files: \"{href}\" was left out.");
        Text(generation.ContentType, rendition.ContentType);
        if (rendition.Width is { } width) json.WriteNumber("width", width);
        if (rendition.Height is { } height) json.WriteNumber("height", height);
        if (rendition.Size is { } size) json.WriteNumber(generation.Size, size);
        json.WriteEndObject();
    }
}
