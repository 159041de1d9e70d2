using Dateline.News;

namespace Dateline.Formats.NewsMlG2;

/// <summary>itemMeta: a fixed sequence (NewsML-G2 2.35 schema, ItemMetadataType).</summary>
internal sealed partial class G2ItemWriter
{
    private void WriteItemMeta()
    {
        xml.Start("itemMeta");
        xml.Start("itemClass").Attribute("qcode", ClassCode()).Close();
        WriteProvider();
        xml.Element("versionCreated", VersionCreated().ToString());
        xml.Element("firstCreated", item.FirstCreated?.ToString());
        WriteEmbargo();
        xml.Start("pubStatus").Attribute("qcode", StatusCode()).Close();
        if (item.IsAdvisory) xml.Start("role").Attribute("qcode", HouseCodes.Advisory).Close();
        if (Content.Headline is { } headline) xml.Element("title", Content.Slugline?.Text ?? headline.Text);
        WriteEdNotes();
        WriteSignals();
        WriteLinks();
        xml.Close();
    }

    private string ClassCode()
    {
        switch (item.Kind)
        {
            case ItemKind.Text: return "ninat:text";
            case ItemKind.Picture: return "ninat:picture";
            case ItemKind.Graphic: return "ninat:graphic";
            case ItemKind.Video: return "ninat:video";
            case ItemKind.Audio: return "ninat:audio";
            case ItemKind.Composite or ItemKind.Package: return "ninat:composite";
            default:
                CannotSay("Items of this kind are not written in NewsML-G2; it went as text.", item.Kind.ToString());
                return "ninat:text";
        }
    }

    private string StatusCode() => item.Status switch { PubStatus.Canceled => "stat:canceled", PubStatus.Withheld => "stat:withheld", _ => "stat:usable" };

    // The standard demands a provider and a time.
    private void WriteProvider()
    {
        if (item.Provider is null) CannotSay("An item must have a provider; \"unknown\" was written.");
        var provider = item.Provider ?? new Provider("unknown", null);
        xml.Start("provider");
        Identify(provider.Code ?? (provider.Name is null ? "unknown" : null));
        xml.Element("name", provider.Name).Close();
    }

    private Instant VersionCreated()
    {
        if (item.VersionCreated is { } stated) return stated;
        CannotSay("An item must say when its version was made; the best that is known was written.");
        return item.FirstCreated ?? default;
    }

    private void WriteEmbargo()
    {
        if (item.Embargo.IsNone) return;
        xml.Start("embargoed");
        if (item.Embargo.Until is { } moment) xml.Text(moment.ToString());
        xml.Close();
    }

    // The note for staff is not here: it never leaves the newsroom.
    private void WriteEdNotes()
    {
        if (Content.EdNote is { } note)
        {
            xml.Start("edNote");
            Lines(note);
            xml.Close();
        }
        if (Content.TakeKey is { } takeKey) xml.Start("edNote").Attribute("role", HouseCodes.TakeKey).Text(takeKey).Close();
        foreach (var notice in item.Notices)
        {
            xml.Start("edNote").Attribute("role", HouseCodes.Of(notice.Kind)).Attribute("modified", notice.At.ToString());
            Lines(notice.Text);
            xml.Close();
        }
    }

    private void WriteSignals()
    {
        foreach (var signal in item.Signals)
        {
            // An alarm is ours: whoever reads the same words hears it too.
            if (signal.Kind == SignalKind.Alarm) continue;
            xml.Start("signal");
            Identify(SignalCode(signal));
            xml.Close();
        }
    }

    // Another agency's code for what IPTC has a code for would be understood by nobody.
    private static string SignalCode(Signal signal) => signal.Kind switch
    {
        SignalKind.Update => "sig:update",
        SignalKind.Correction => "sig:correction",
        SignalKind.New => HouseCodes.New,
        SignalKind.Kill => HouseCodes.Kill,
        SignalKind.EmbargoLift => HouseCodes.EmbargoLift,
        SignalKind.Refile => HouseCodes.Refile,
        SignalKind.Advisory => HouseCodes.Advisory,
        _ => signal.Raw,
    };
}
