using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.NewsMlG2;

/// <summary>
/// <c>assert</c>: what the document says about a concept that it refers to elsewhere by code alone (NewsML-G2 §"Assert"). STT names its places here,
/// GlobeNewswire the companies with their tickers.
/// </summary>
/// <param name="Code">The concept.</param>
/// <param name="Name">Its name in the item's language.</param>
/// <param name="IsPlace">Whether it is a place.</param>
/// <param name="Country">The country it lies in.</param>
/// <param name="Tickers">Under which symbols it is traded.</param>
internal sealed record G2Assert(string Code, string? Name, bool IsPlace, string? Country, IReadOnlyList<string> Tickers)
{
    // Each is looked up among the subjects and places.
    private const int MostAsserts = 1_000;

    internal static void Read(XmlCursor xml, G2Draft item)
    {
        if (item.Code(xml) is not { } code) return;
        string? name = null, country = null;
        var (isOurs, isPlace) = (false, false);
        List<string>? tickers = null;
        foreach (var field in xml.Children)
        {
            switch (field)
            {
                case "name": G2Names.Take(xml, item, ref name, ref isOurs); break;
                case "type": isPlace |= IsPlaceType(item.Code(xml)); break;
                case "geoAreaDetails" or "POIDetails": isPlace = true; break;
                case "broader": if (G2Names.Read(xml, item) is { } broader) country = broader; break;
                case "organisationDetails": ReadTickers(xml, ref tickers); break;
                case "hasInstrument": AddTicker(xml, ref tickers); break;
            }
        }
        if ((item.Asserts ??= []).Count < MostAsserts) item.Asserts.Add(new G2Assert(code, name, isPlace, country, tickers ?? []));
    }

    private static bool IsPlaceType(string? type) => type is not null && G2Codes.Local(type) is "geoArea" or "poi";

    private static void ReadTickers(XmlCursor xml, ref List<string>? tickers)
    {
        foreach (var field in xml.Children) if (field == "hasInstrument") AddTicker(xml, ref tickers);
    }

    private static void AddTicker(XmlCursor xml, ref List<string>? tickers)
    {
        if (NewsText.OneLine(xml["symbol"]) is not { } symbol) return;
        var market = NewsText.OneLine(xml["marketlabel"]) ?? NewsText.OneLine(xml["market"]);
        (tickers ??= []).Add(market is null ? symbol : $"{market}:{symbol}");
    }

    /// <summary>Gives the codes of the item their names; a subject that is a place is moved to the places.</summary>
    internal static void Settle(G2Draft item)
    {
        foreach (var about in item.Asserts ?? [])
        {
            if (item.Located is { } located && located.Code == about.Code) item.Located = about.Told(located);
            if (item.Places is { } places) for (var i = 0; i < places.Count; i++) if (places[i].Code == about.Code) places[i] = about.Told(places[i]);
            foreach (var ticker in about.Tickers) ItemDraft.AddOnce(item.Keywords ??= [], ticker);
            if (item.Subjects is not { } subjects || subjects.FindIndex(s => s.Code == about.Code) is var at && at < 0) continue;
            if (about.IsPlace) subjects.RemoveAt(at);
            else if (subjects[at].Name is null) subjects[at] = subjects[at] with { Name = about.Name };
            if (about.IsPlace) (item.Places ??= []).Add(about.ToPlace());
        }
    }

    internal Place ToPlace() => new(Name ?? G2Codes.Local(Code).ToString(), Code, Country);

    private Place Told(Place place) => place with { Name = Name ?? place.Name, Country = place.Country ?? Country };
}
