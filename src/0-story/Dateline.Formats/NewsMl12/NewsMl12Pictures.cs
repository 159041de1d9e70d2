using Dateline.News;

namespace Dateline.Formats.NewsMl12;

/// <summary>
/// The pictures of an item. A component with a caption inside is one picture with all the files in it; otherwise every component that holds files is one.
/// An item of nothing but pictures is a picture item.
/// </summary>
internal static class NewsMl12Pictures
{
    internal static void Settle(NewsMl12Draft item, Component? text)
    {
        if (item.Root is null) return;
        Collect(item.Root, item, text);
        if (text is not null || item.Pictures is not { Count: > 0 } pictures) return;
        item.Kind = ItemKind.Picture;
        pictures[0] = pictures[0] with { Guid = item.Guid, Headline = item.Headline?.Text, Credit = pictures[0].Credit ?? item.Credit };
    }

    private static void Collect(Component component, NewsMl12Draft item, Component? text)
    {
        var isOne = text is null ? HasCaption(component) : HasCaption(component) && !component.All().Contains(text);
        var files = (isOne ? component.All() : [component]).SelectMany(c => c.Contents.Where(t => t.IsPicture).Select(t => t.File! with { Name = c.Role })).ToList();
        if (files.Count > 0) Add(component, files, item, isOne);
        if (isOne) return;
        foreach (var child in component.Children) Collect(child, item, text);
    }

    private static bool HasCaption(Component component) => component.Children.Exists(c => NewsMl12Roles.IsCaption(c.Role)) && component.All().Any(c => c.Contents.Exists(t => t.IsPicture));

    private static void Add(Component component, List<Rendition> files, NewsMl12Draft item, bool isOne)
    {
        if (NewsMl12Roles.IsLogo(component.Role))
        {
            (item.Links ??= []).Add(new ItemLink(LinkKind.Media, null, Href: files[0].Href, Rel: component.Role));
            return;
        }
        var captions = isOne ? component.All().Where(c => NewsMl12Roles.IsCaption(c.Role)) : [component];
        var caption = captions.SelectMany(c => c.Contents).Select(c => NewsText.OneLine(c.Text.PlainText)).FirstOrDefault(c => c is not null);
        (item.Pictures ??= []).Add(new Picture { Caption = caption, Credit = component.Credit ?? component.Byline, Headline = component.Headline, Renditions = files });
    }
}
