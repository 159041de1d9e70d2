using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Dateline.App.Demo;

/// <summary>What a town paper has beside the news: a festival that is to come and somebody who died, in English and in French, entered by the desk over the newsroom's own API.</summary>
internal sealed class TownPages(HttpClient http, TimeProvider time)
{
    private const string Festival = "PORT-HARBOUR-DAYS", Obituary = "OBIT-TARR";

    /// <summary>Enters them; ends quietly where a demo that was kept has them already.</summary>
    internal async Task Enter(CancellationToken stop)
    {
        if (JsonNode.Parse(await http.GetStringAsync("/api/v1/stories?slugline=" + Festival, stop))!["items"]!.AsArray().Count > 0) return;
        var first = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(2);
        await Enter(Written(Festival, "en", "Harbour Days bring the tall ships back to Port Clare", "Three days of boats, brass bands and smoked mackerel; the lifeboat is open to everyone on the last",
            "<p>Fourteen old sailing ships are due at the fish quay for Harbour Days, the first since the storm took the pontoons two winters ago.</p><p>The crews open their decks each day from ten. The lifeboat crew shows its new boat on the closing afternoon and takes children around the basin, in the order in which they queue.</p><p>“Bring a jumper,” said Faye Lindgren, who runs the quay stage. “It is always two coats colder than you think.”</p>", "medtop:01000000"),
            Written(Festival, "fr", "Les Journées du port ramènent les grands voiliers à Port Clare", "Trois jours de bateaux, de fanfares et de maquereau fumé ; le canot de sauvetage est ouvert à tous le dernier jour",
            "<p>Quatorze vieux voiliers sont attendus au quai aux poissons pour les Journées du port, les premières depuis que la tempête a emporté les pontons il y a deux hivers.</p><p>Les équipages ouvrent leurs ponts chaque jour dès dix heures. Les sauveteurs montrent leur nouveau canot le dernier après-midi et emmènent les enfants faire le tour du bassin, dans l’ordre de la file.</p><p>« Prenez un pull », dit Faye Lindgren, qui tient la scène du quai. « Il fait toujours deux manteaux de moins qu’on ne croit. »</p>", "medtop:01000000"),
            language => new JsonObject
            {
                ["kind"] = "event",
                ["starts"] = At(first, 10),
                ["ends"] = At(first.AddDays(2), 18),
                ["venue"] = language == "fr" ? "Quai aux poissons" : "Fish quay",
                ["address"] = "Custom House Quay, Port Clare",
                ["organiser"] = language == "fr" ? "Compagnie du port de Port Clare" : "Port Clare Port Company",
                ["price"] = language == "fr" ? "Gratuit" : "Free",
                ["link"] = "https://harbourdays.example/",
            }, stop);
        await Enter(Written(Obituary, "en", "Agnes Tarr, who taught Port Clare to swim, dies at 93", "For forty summers she stood waist-deep at the slipway and said: now let go of the wall",
            "<p>Agnes Tarr, who taught some four thousand children to swim off the town slipway, has died at home on Quay Street. She was 93.</p><p>She began in the year her brother drowned within sight of the harbour steps, when hardly a fisherman in Port Clare could swim a stroke. She asked for no money and kept a list of names, which fills eleven school exercise books; the last entry is her great-granddaughter’s.</p><p>“She never once raised her voice,” said Edda Corrigan, the mayor, number 2,107 in the books. “You let go because she had.”</p>", "medtop:08000000"),
            Written(Obituary, "fr", "Agnes Tarr, qui apprit à nager à Port Clare, meurt à 93 ans", "Pendant quarante étés, de l’eau jusqu’à la taille au bord de la cale, elle disait : maintenant, lâche le mur",
            "<p>Agnes Tarr, qui apprit à nager à quelque quatre mille enfants au bord de la cale de la ville, est morte chez elle, Quay Street. Elle avait 93 ans.</p><p>Elle commença l’année où son frère se noya en vue des marches du port, quand presque aucun pêcheur de Port Clare ne savait nager. Elle ne demandait pas d’argent et tenait une liste de noms, qui remplit onze cahiers d’écolier ; la dernière inscrite est son arrière-petite-fille.</p><p>« Elle n’a jamais élevé la voix », dit Edda Corrigan, la maire, numéro 2 107 des cahiers. « On lâchait parce qu’elle avait lâché. »</p>", "medtop:08000000"),
            language => new JsonObject
            {
                ["kind"] = "obituary",
                ["name"] = "Agnes Tarr",
                ["born"] = Day(first.AddDays(-5).AddYears(-93).AddMonths(-2)),
                ["died"] = Day(first.AddDays(-5)),
                ["farewell"] = language == "fr" ? "À l’église des Marins, Port Clare, vendredi à 11 h ; puis à la cale" : "The Mariners’ Church, Port Clare, on Friday at 11 a.m.; then at the slipway",
            }, stop);
    }

    private async Task Enter(JsonObject english, JsonObject french, Func<string, JsonObject> page, CancellationToken stop)
    {
        var original = (string)(await Post("stories", new JsonObject { ["content"] = english }, stop))["id"]!;
        await Finish(original, page("en"), stop);
        var translation = (string)(await Post($"stories/{original}/translations", new JsonObject { ["language"] = "fr" }, stop))["id"]!;
        using var standing = await http.GetAsync($"/api/v1/stories/{translation}/content", stop);
        using var writing = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/stories/{translation}/content") { Content = JsonContent.Create(french) };
        writing.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(standing.Headers.ETag!.ToString()));
        (await http.SendAsync(writing, stop)).EnsureSuccessStatusCode();
        await Finish(translation, page("fr"), stop);
    }

    private async Task Finish(string story, JsonObject page, CancellationToken stop)
    {
        (await http.PutAsJsonAsync($"/api/v1/stories/{story}/page", page, stop)).EnsureSuccessStatusCode();
        await Post($"stories/{story}/actions/publish", new JsonObject { ["expectedVersion"] = 0 }, stop);
    }

    private async Task<JsonNode> Post(string path, JsonObject body, CancellationToken stop)
    {
        using var answer = await http.PostAsJsonAsync("/api/v1/" + path, body, stop);
        answer.EnsureSuccessStatusCode();
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(stop))!;
    }

    private static JsonObject Written(string slug, string language, string headline, string dek, string body, string subject) => new()
    {
        ["language"] = language,
        ["slugline"] = slug,
        ["headline"] = headline,
        ["dek"] = dek,
        ["body"] = body,
        ["credit"] = "The Harbour Ledger",
        ["subjects"] = new JsonArray(new JsonObject { ["code"] = subject }),
    };

    private static string At(DateOnly day, int hour) => day.ToDateTime(new TimeOnly(hour, 0), DateTimeKind.Utc).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
