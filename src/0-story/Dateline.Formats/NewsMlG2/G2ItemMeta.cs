using Dateline.Formats.Text;
using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.NewsMlG2;

/// <summary>
/// <c>itemMeta</c>: the management of an item: what it is, whether it may be used and from when, what it does to the version before,
/// what it is related to. The block that must never be misread.
/// </summary>
internal static class G2ItemMeta
{
    internal static void Read(XmlCursor xml, G2Draft item)
    {
        foreach (var field in xml.Children)
        {
            switch (field)
            {
                case "itemClass": ReadClass(xml, item); break;
                case "provider": item.Provider = ReadProvider(xml, item); break;
                case "versionCreated": item.VersionCreated = item.Date(xml); break;
                case "firstCreated": item.FirstCreated = item.Date(xml); break;
                case "embargoed": ReadEmbargo(xml, item); break;
                case "pubStatus": ReadStatus(xml, item); break;
                case "role" or "service": ReadService(xml, item); break;
                case "title": item.Title ??= NewsText.OneLine(xml.Text()); break;
                case "edNote": ReadEdNote(xml, item); break;
                case "signal": ReadSignal(xml, item); break;
                case "link": G2Links.Read(xml, item); break;
                case "altId": ReadAltId(xml, item); break;
                case "msgType": item.MessageType = NewsText.OneLine(item.Code(xml) ?? xml["code"] ?? xml.Text()); break;
            }
        }
    }

    // The element that holds the item says more than its class where both speak: a package stays one, whatever it is made of.
    private static void ReadClass(XmlCursor xml, G2Draft item)
    {
        if (item.Kind != ItemKind.Text || item.Code(xml) is not { } code) return;
        item.Kind = G2Codes.Kind(code);
        if (item.Kind == ItemKind.Other) item.Note(NoteCodes.UnknownCode, "The item's class is not known.", xml.Position, code);
    }

    private static Provider? ReadProvider(XmlCursor xml, G2Draft item)
    {
        var code = item.Code(xml);
        var name = G2Names.Read(xml, item);
        return code is null && name is null ? item.Provider : new Provider(code, name);
    }

    private static void ReadEmbargo(XmlCursor xml, G2Draft item)
    {
        var position = xml.Position;
        item.Hold(xml.Text(), position);
    }

    /// <summary>A status that is stated but not known is never taken for usable; of several the most restrictive holds.</summary>
    private static void ReadStatus(XmlCursor xml, G2Draft item)
    {
        var code = item.Code(xml);
        if (G2Codes.Status(code) is not { } status) item.Fail(FailureCodes.UnknownStatus, $"The publishing status \"{code}\" is not known.", xml.Position);
        else if (status > item.Status) item.Status = status;
    }

    private static void ReadService(XmlCursor xml, G2Draft item)
    {
        var code = item.Code(xml);
        item.IsAdvisory |= StatusWords.IsAdvisory(code) || StatusWords.IsAdvisory(G2Names.Read(xml, item));
    }

    internal static void ReadAltId(XmlCursor xml, G2Draft item)
    {
        var type = item.Aliases.Code(xml["type"] ?? xml["role"], xml["typeuri"] ?? xml["roleuri"], null) ?? NewsText.OneLine(xml["environment"]);
        if (NewsText.OneLine(xml.Text()) is { } value) (item.AltIds ??= []).Add((type, value));
    }

    private static void ReadSignal(XmlCursor xml, G2Draft item)
    {
        if (item.Code(xml) is not { } code) return;
        var kind = G2Codes.Signal(code);
        (item.Signals ??= []).Add(new(kind, code));
        item.IsAdvisory |= kind == SignalKind.Advisory || StatusWords.IsAdvisory(code);
    }

    // Agencies send desk telephone numbers and worse in notes marked as not public: those never leave the newsroom (formats.md §7.3).
    private static void ReadEdNote(XmlCursor xml, G2Draft item)
    {
        var role = xml["role"] ?? xml["roleuri"];
        var isPrivate = StatusWords.IsPrivate(xml["pubconstraint"]) || StatusWords.IsPrivate(xml["pubconstrainturi"]) || StatusWords.IsPrivate(role);
        var modified = xml["modified"];
        if (XmlLines.Read(xml) is not { } note) return;
        if (isPrivate) item.StaffNote = XmlLines.Join(item.StaffNote, note);
        else if (role is null || !ReadOurNote(role, note, modified, item)) item.EdNote = XmlLines.Join(item.EdNote, note);
    }

    private static bool ReadOurNote(string role, string note, string? modified, G2Draft item)
    {
        if (!HouseCodes.IsOurs(role)) return false;
        if (role == HouseCodes.TakeKey) { item.TakeKey = NewsText.OneLine(note); return true; }
        if (HouseCodes.Notice(role) is not { } kind || WireDate.Read(modified, null).At is not { } at) return false;
        (item.Notices ??= []).Add(new(kind, note, at));
        return true;
    }
}
