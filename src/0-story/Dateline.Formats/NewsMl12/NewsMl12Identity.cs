using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.NewsMl12;

/// <summary>
/// <c>Identification</c> (NewsML 1.2 §5.4): the PublicIdentifier is the guid, letter for letter. It ends in the revision ("…:FXW86:1",
/// "…:bsf153:1N"), so that what stays the same from version to version is the part before.
/// </summary>
internal static class NewsMl12Identity
{
    internal static void Read(XmlCursor xml, NewsMl12Draft item)
    {
        foreach (var field in xml.Children)
        {
            switch (field)
            {
                case "NewsIdentifier": ReadIdentifier(xml, item); break;
                case "NameLabel": item.NameLabel ??= NewsText.OneLine(xml.Text()); break;
            }
        }
    }

    private static void ReadIdentifier(XmlCursor xml, NewsMl12Draft item)
    {
        foreach (var field in xml.Children)
        {
            switch (field)
            {
                case "ProviderId": item.ProviderId ??= NewsText.OneLine(xml.Text()); break;
                case "DateId": item.DateId ??= NewsText.OneLine(xml.Text()); break;
                case "NewsItemId": item.NewsItemId ??= NewsText.OneLine(xml.Text()); break;
                case "RevisionId": item.Update = NewsText.OneLine(xml["Update"]); item.Version = NewsText.OneLine(xml.Text()); break;
                case "PublicIdentifier": item.Guid ??= NewsText.OneLine(xml.Text()); break;
            }
        }
    }

    /// <summary>What kind of version it is.</summary>
    internal static void ReadUpdate(NewsMl12Draft item)
    {
        if (item.Version is null || item.Update is not { } update || update.Equals("N", StringComparison.OrdinalIgnoreCase)) return;
        item.Signal(SignalKind.Update, "Update=" + update);
    }

    /// <summary>
    /// Decides what the item is known by, once all is read. Without a PublicIdentifier its parts make one (NewsML 1.2 §5.5.2); TASS states nothing but the Duid of a component.
    /// </summary>
    internal static void Settle(NewsMl12Draft item, WirePosition position)
    {
        if (item.Guid is { } stated) item.Identity = WithoutRevision(stated, item);
        else if (item is { NewsItemId: { } id, ProviderId: { } provider, DateId: { } date }) Derive(item, $"urn:newsml:{provider}:{date}:{id}", position);
        else item.Guid = item.NewsItemId ?? item.Duid;
        if (item.Guid is null) item.Fail(FailureCodes.MissingGuid, "The item states no identity.", position);
    }

    private static void Derive(NewsMl12Draft item, string guid, WirePosition position)
    {
        item.Guid = guid;
        item.Note(NoteCodes.GuidDerived, "The item states no PublicIdentifier: its identity was made of provider, date and number.", position, guid);
    }

    // Only what is surely the revision is taken off: ":1", ":1N" after an RevisionId of 1.
    private static string? WithoutRevision(string guid, NewsMl12Draft item)
    {
        if (item.Version is not { } version || guid.LastIndexOf(':') is not (var colon and > 0)) return null;
        var end = guid.AsSpan(colon + 1);
        return end.SequenceEqual(version) || end.StartsWith(version, StringComparison.Ordinal) && end.Length == version.Length + 1 && char.IsAsciiLetter(end[^1]) ? guid[..colon] : null;
    }
}
