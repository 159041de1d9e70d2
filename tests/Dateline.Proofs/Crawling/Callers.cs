using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dateline.Newsroom;
using Dateline.Store;
using Dateline.Store.Deliveries;
using Dateline.Store.Keeping;
using Dateline.Store.SignIn;

namespace Dateline.Proofs.Crawling;

/// <summary>Who asks in the crawl: nobody in particular, programs whose keys give no sight of stories, and the newsroom.</summary>
internal sealed partial class Callers
{
    private static readonly (string Name, string[] Scopes, bool IsStaff, bool Writes)[] Keys =
    [
        ("client", [], false, true), ("intake", ["intake"], false, true), ("metrics", ["metrics"], false, false), ("keys", ["keys"], false, false),
        // Alarms name the stories they are about: whoever may see them is of the newsroom.
        ("reader", ["stories:read"], true, false), ("alarms", ["alarms"], true, false), ("everything", ["*"], true, false),
    ];

    private readonly string _staffLink;

    private Callers(IReadOnlyList<Role> roles, string staffLink) => (Roles, _staffLink) = (roles, staffLink);

    /// <summary>All but the person with a staff session.</summary>
    internal IReadOnlyList<Role> Roles { get; }

    internal static Role Nobody { get; } = new("anonymous", IsStaff: false, Writes: true);

    /// <summary>The same, at the second site.</summary>
    internal static Role NobodyAtSecond { get; } = new("anonymous at the second site", IsStaff: false, Writes: false, ("Host", CrawledApp.SecondHost));

    internal Role Everything => Roles.Single(r => r.Name == "everything");

    /// <summary>What is a secret by itself and must stand in no log.</summary>
    internal IEnumerable<string> Secrets => Roles.SelectMany(r => r.Headers).Where(h => h.Name is "Authorization" or "Cookie").Select(h => h.Value[(h.Value.LastIndexOfAny([' ', '=']) + 1)..]).Append(_staffLink[(_staffLink.IndexOf('=', StringComparison.Ordinal) + 1)..]);

    internal static async Task<Callers> Make(NewsStore store)
    {
        var roles = new List<Role> { Nobody, NobodyAtSecond };
        foreach (var (name, scopes, isStaff, writes) in Keys)
        {
            var (secret, _) = await store.Write(tx => ApiKeys.Create(tx, name, scopes, "test"));
            roles.Add(new Role(name, isStaff, writes, ("Authorization", "Bearer " + secret)));
        }
        roles.Add(new Role("client's person", IsStaff: false, Writes: false, ("Cookie", "dateline-portal=" + await ClientsPerson(store))));
        return new Callers(roles, await StaffLinks.Create(store, "test"));
    }

    /// <summary>Somebody who is signed in at a client that takes all that is embargoed, and gets it when it lifts: until then there is nothing for them.</summary>
    private static Task<string> ClientsPerson(NewsStore store) => store.Write(tx =>
    {
        Clients.Save(tx, new Product("embargoed", "Embargoed", "embargoed"), "test");
        var client = Clients.Save(tx, new Client { Id = default, Code = "held", Name = "Held until lift", Products = ["embargoed"] }, "test").Value!;
        var person = People.Create(tx, "per@held.example", "Per Dahl", ClientRole.Named("admin")!.Code, "test", client.Id)!;
        ClientPeople.Invite(tx, person, "test");
        return StaffPasses.Create(tx, PassKind.PortalSession, TimeSpan.FromHours(12), person.Id);
    });

    /// <summary>Goes in by the staff link, as a person with a browser does.</summary>
    internal async Task<Role> Enter(Uri address)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new() }) { BaseAddress = address };
        var form = await http.GetStringAsync(_staffLink);
        var fields = Fields().Matches(form).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
        using var sent = new FormUrlEncodedContent(fields);
        using var entered = await http.PostAsync("/staff/enter", sent);
        var cookie = entered.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies.Last() : throw new InvalidOperationException($"The staff link did not let in: {(int)entered.StatusCode}.");
        return new Role("staff session", IsStaff: true, Writes: false, ("Cookie", cookie.Split(';')[0]));
    }

    /// <summary>
    /// Sends in by the front door what the crawl looks for too: an item under an embargo, one that can't be read, one that sounds like a kill, and pictures, sound and broken.
    /// Returns the ids under which the newsroom finds them.
    /// </summary>
    internal async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> SendIn(Uri address, World world)
    {
        using var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", Everything.Headers[0].Value);
        string W(string field) => world.Hidden.New("incoming." + field);
        async Task Post(string json)
        {
            using var content = new StringContent(json, Encoding.UTF8, "application/json");
            using var _ = await http.PostAsync("/intake/agency", content);
        }
        string Item(string head) => $$"""{"uri":"urn:in:{{W("guid")}}","type":"text","version":"1","versioncreated":"2026-08-24T19:00:00Z","language":"en",{{head}},"slugline":"{{W("slugline")}}","headline":"{{head.Length}} {{W("headline")}}","body_html":"<p>{{W("body")}} {{new string('x', 100_000)}}</p>"}""";
        await Post(Item("\"embargoed\":\"2049-01-01T00:00:00Z\""));
        await Post(Item("\"embargoed\":\"soon\""));
        await Post(Item("\"ednote\":\"KILL WITHDRAWN\"").Replace("\"slugline\":\"", "\"slugline\":\"KILL ", StringComparison.Ordinal));
        await Post(Item("\"ednote\":\"x\"")[..300]);
        await Post("not an item: " + W("broken"));
        foreach (var bytes in new[] { World.Jpeg(W("photo-bytes")), World.Jpeg(W("broken-photo"))[..30] })
        {
            using var content = new ByteArrayContent(bytes);
            using var _ = await http.PutAsync($"/intake/agency/media/{W("photo-name")}.jpg", content);
        }
        var found = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var what in new[] { "items", "quarantine", "alarms" })
        {
            using var list = JsonDocument.Parse(await http.GetStringAsync("/api/v1/" + what));
            found[what] = [.. list.RootElement.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").ToString())];
        }
        return found;
    }

    [GeneratedRegex("<input[^>]*name=\"([^\"]+)\"[^>]*value=\"([^\"]*)\"")]
    private static partial Regex Fields();
}
