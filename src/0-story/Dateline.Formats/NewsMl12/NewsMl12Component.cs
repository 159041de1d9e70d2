using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.NewsMl12;

/// <summary>
/// <c>NewsComponent</c> (NewsML 1.2 §5.6): components in components, each with lines and metadata of its own. What is said of one holds for those inside;
/// who speaks for the story is decided when all are read.
/// </summary>
internal static class NewsMl12Component
{
    internal static Component Read(XmlCursor xml, NewsMl12Draft item, Component? parent, Action<XmlCursor> readItem)
    {
        var component = new Component { Parent = parent, Role = parent?.Role, Duid = NewsText.OneLine(xml["Duid"]), Language = NewsText.OneLine(xml.Language) ?? parent?.Language };
        foreach (var field in xml.Children)
        {
            switch (field)
            {
                case "Role": component.Role = NewsText.OneLine(xml["FormalName"]) ?? component.Role; break;
                case "Comment": item.AddNote(NewsText.OneLine(xml.Text())); break;
                case "NewsLines": NewsMl12Lines.Read(xml, item, component); break;
                case "AdministrativeMetadata": NewsMl12Metadata.ReadAdministrative(xml, item); break;
                case "RightsMetadata": NewsMl12Metadata.ReadRights(xml, item); break;
                case "DescriptiveMetadata": NewsMl12Metadata.ReadDescriptive(xml, item, component); break;
                case "NewsComponent": component.Children.Add(Read(xml, item, component, readItem)); break;
                case "ContentItem": if (NewsMl12Content.Read(xml, item) is { } content) component.Contents.Add(content); break;
                case "NewsItemRef": ReadReference(xml, item); break;
                case "NewsItem": readItem(xml); break;
            }
        }
        return component;
    }

    private static void ReadReference(XmlCursor xml, NewsMl12Draft item)
    {
        string? title = null;
        var target = NewsText.OneLine(xml["NewsItem"]);
        foreach (var field in xml.Children) if (field == "Comment") title ??= NewsText.OneLine(xml.Text());
        if (target is null) return;
        var reference = new ItemLink(LinkKind.SeeAlso, target, Title: title, Rel: "NewsItemRef");
        (item.Links ??= []).Add(reference);
        (item.References ??= []).Add(reference);
    }
}
