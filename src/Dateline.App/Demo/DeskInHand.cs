using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Dateline.News;

namespace Dateline.App.Demo;

/// <summary>What lies on the desk of the sample morning: copy of an agency that no route sends on, which waits for somebody to fetch it, and stories that people are working on or have finished.</summary>
internal sealed class DeskInHand(HttpClient http, TimeProvider time, double speed)
{
    /// <summary>The source whose copy waits, and its name.</summary>
    internal const string Source = "ew", SourceName = "Eastwire";

    private const double Pause = 6;

    private sealed record Copy(string Slug, int Urgency, string Headline, string Byline, string Body);

    private static readonly Copy[] Waiting =
    [
        new("FILM-ONDINE", 5, "Debut shot in a lighthouse takes the jury prize at Sainte-Ondine", "Corinne Valade",
            "<p>SAINTE-ONDINE (EW) – A first film made by four people in a lighthouse, with no light but its lamp, took the jury prize of the Sainte-Ondine festival on Monday.</p><p>“We had eleven seconds of light a minute,” said its director, Noor Castaing. “The rest you have to hear.”</p>"),
        new("SOC-ORSEN", 5, "Orsen sign goalkeeper Varga until June", "Jan Holub",
            "<p>ORSEN (EW) – Orsen have signed the goalkeeper Tibor Varga until the end of the season, the club said on Monday, after their first choice broke a finger in training.</p><p>Varga, 34, has not played since spring. He is to be on the bench on Saturday.</p>"),
        new("MARKETS-MIDDAY", 4, "Shares in Carrow hold their gains at midday, shipping leads", "Odile Renner",
            "<p>CARROW (EW) – Shares in Carrow held on to the morning’s gains at midday on Monday, led by shipping companies.</p><p>The main index stood 0.9 per cent higher. Turnover was thin.</p>"),
        new("COURT-HALLAM", 4, "Appeal court lets 1,400 former dockers claim Hallam pensions", "Edda Moran",
            "<p>HALLAM (EW) – Some 1,400 former dockers may claim the pensions that a shipping company stopped paying nine years ago, an appeal court ruled on Monday.</p><p>The company can still take the case to the highest court. It said that it was reading the judgment.</p>"),
        new("FERRY-SORREL", 3, "Ferry with 212 aboard turns back off the Sorrel Islands", "Per Lothe",
            "<p>SORREL HARBOUR (EW) – A ferry with 212 people aboard turned back to Sorrel Harbour under one engine on Monday, the coastguard said. Nobody was hurt.</p><p>A lifeboat went beside it for the last four miles. The company said that passengers would be taken across by the evening boat.</p>"),
        new("VOS-RAIL", 2, "URGENT Trains through Kessel resume at noon, Vostran railway says", "Mara Lindqvist",
            "<p>KESSEL, Vostran (EW) – Trains through Kessel will run again from noon, the Vostran railway said on Monday, two hours after it had stopped all traffic without giving a reason.</p>"),
    ];

    private static readonly Copy[] Working =
    [
        new("PORT-STRIKE-Explainer", 4, "What the dockers want, and what the port offers", "Ilse Brandt",
            "<p>PORT CLARE – The dockers of Port Clare want the night shift to end at four, and no more work alone on deck. The port company offers a rise of four per cent and a second man from October.</p><p>The two sides are closer than the shouting makes them sound. What parts them is a date.</p>"),
        new("SCHOOL-HEAT", 5, "Nine schools get heat pumps before the winter", "Jo Marren",
            "<p>PORT CLARE – Nine of the town’s schools are to have heat pumps before the first frost, the council said on Monday. The oldest boiler that goes was built in 1961.</p>"),
        new("COURT-FERRY-Sentence", 3, "Owner of sunken ferry hears his sentence at two", "Edda Moran",
            "<p>CARROW – The owner of a ferry that sank in the harbour mouth two winters ago is to hear his sentence at two o’clock on Monday.</p><p>PLS HOLD FOR COURT. Background below is cleared.</p>"),
    ];

    private static readonly Copy[] Ready =
    [
        new("TOURISM-JULY", 5, "Best July in eleven years, harbour towns report", "Jo Marren",
            "<p>PORT CLARE – The towns along the coast counted more guests in July than in any year since the new ferry came, their tourist boards said on Monday.</p><p>In Port Clare alone 61,000 people stayed the night. Most came by train.</p>"),
        new("LIBRARY-HOURS", 5, "Library opens on Sundays, with volunteers at the desk", "Ilse Brandt",
            "<p>PORT CLARE – The town library opens on Sundays from September. Forty people have put their names down to sit at the desk; the council pays for the heating.</p>"),
    ];

    /// <summary>Puts it there, and lets the wire run; ends quietly where a demo that was kept has it already.</summary>
    internal async Task Play(CancellationToken stop)
    {
        if (JsonNode.Parse(await http.GetStringAsync("/api/v1/stories?slugline=" + Ready[0].Slug, stop))!["items"]!.AsArray().Count > 0) return;
        foreach (var copy in Working) await Write(copy, "working", stop);
        foreach (var copy in Ready) await Write(copy, "ready", stop);
        foreach (var copy in Waiting)
        {
            await Task.Delay(TimeSpan.FromSeconds(Pause / speed), time, stop);
            (await http.PostAsJsonAsync("/intake/" + Source, Sent(copy), stop)).EnsureSuccessStatusCode();
        }
    }

    private async Task Write(Copy copy, string stage, CancellationToken stop)
    {
        var story = new JsonObject
        {
            ["content"] = new JsonObject
            {
                ["language"] = "en",
                ["slugline"] = copy.Slug,
                ["headline"] = copy.Headline,
                ["urgency"] = copy.Urgency,
                ["bylines"] = new JsonArray(new JsonObject { ["name"] = copy.Byline }),
                ["body"] = copy.Body,
                ["credit"] = "The Harbour Ledger",
            },
        };
        using var begun = await http.PostAsJsonAsync("/api/v1/stories", story, stop);
        begun.EnsureSuccessStatusCode();
        var id = (string)JsonNode.Parse(await begun.Content.ReadAsStringAsync(stop))!["id"]!;
        (await http.PostAsJsonAsync($"/api/v1/stories/{id}/move", new { stage }, stop)).EnsureSuccessStatusCode();
    }

    // As an agency's API gives it: ninjs 1.4.
    private JsonObject Sent(Copy copy) => new()
    {
        ["uri"] = $"urn:newsml:eastwire.example:{copy.Slug.ToLowerInvariant()}",
        ["version"] = "1",
        ["type"] = "text",
        ["pubstatus"] = "usable",
        ["versioncreated"] = Instant.Now(time).ToString(),
        ["language"] = "en",
        ["urgency"] = copy.Urgency,
        ["slugline"] = copy.Slug,
        ["headline"] = copy.Headline,
        ["byline"] = "By " + copy.Byline,
        ["body_html"] = copy.Body,
    };
}
