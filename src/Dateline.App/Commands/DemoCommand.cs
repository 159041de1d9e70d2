using System.CommandLine;
using System.Globalization;
using Dateline.App.Demo;
using Dateline.App.Serving;
using Dateline.App.Settings;
using Dateline.Ingest;
using Dateline.News;
using Dateline.Newsroom;
using Dateline.Store;
using Dateline.Store.Deliveries;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;
using Dateline.Store.SignIn;

namespace Dateline.App.Commands;

/// <summary><c>dateline demo</c>: a sample morning, played in like a live one over the front door of a real server.</summary>
internal static class DemoCommand
{
    private static readonly (string Code, string Name)[] Agencies =
        [("np", "Northern Press"), ("cns", "Continental News Service"), ("apn", "Agence Presse Nouvelle"), ("hl", "The Harbour Ledger"), (DeskInHand.Source, DeskInHand.SourceName)];

    private static readonly Option<string> Urls = new("--urls") { Description = "Address to listen on; only this machine can reach a demo.", DefaultValueFactory = _ => "http://127.0.0.1:5080" };
    private static readonly Option<string?> Data = new("--data") { Description = "A data folder to keep; without it the demo leaves nothing behind." };
    private static readonly Option<double> Speed = new("--speed") { Description = "How many times as fast the morning goes.", DefaultValueFactory = _ => 1 };

    private static readonly Option<bool> Member = new("--member") { Description = "Run a member site beside it, a second Dateline that follows the first." };

    internal static Command Create()
    {
        var command = new Command("demo", "Play a sample morning: stories arrive, are written through, corrected, held, embargoed and killed while you watch.") { Urls, Data, Speed, Member };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult arguments, CancellationToken stop)
    {
        var speed = arguments.GetValue(Speed);
        if (speed is not (>= 0.1 and <= 1000)) return Refuse("--speed must lie between 0.1 and 1000.");
        if (arguments.GetValue(Urls)!.Split(';').Any(u => Uri.TryCreate(u, UriKind.Absolute, out var url) && !url.IsLoopback))
            return Refuse("a demo listens on this machine only. Give --urls an address like http://127.0.0.1:5080, or use `dateline serve`.");
        var kept = arguments.GetValue(Data);
        var folder = kept ?? Directory.CreateTempSubdirectory("dateline-demo-").FullName;
        try
        {
            return await RunIn(folder, kept, arguments.GetValue(Urls)!, speed, arguments.GetValue(Member), stop);
        }
        finally
        {
            if (kept is null) Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> RunIn(string folder, string? kept, string urls, double speed, bool withMember, CancellationToken stop)
    {
        var flags = new Dictionary<string, string?> { ["urls"] = urls, ["site:name"] = "The Harbour Ledger", ["site:organisation"] = "The Harbour Ledger", ["site:contact"] = "corrections@harbourledger.example", ["site:languages"] = "en fr" };
        foreach (var (name, value) in Sections()) flags[name] = value;
        foreach (var (name, value) in Courrier(urls)) flags[name] = value;
        var (settings, problems) = ServerSettings.Read(folder, null, flags);
        foreach (var problem in problems) Console.Error.WriteLine("dateline: " + problem);
        if (settings is null) return 2;
        if (OpenedStore.Open(settings) is not { } store) return 1;
        await using (store)
        {
            var secret = await SetUp(store);
            await using var app = Server.Build(settings, store);
            using var http = Loopback.Client(secret);
            var morning = Morning.Load();
            var player = new MorningPlayer(morning, http, TimeProvider.System, Instant.Now(TimeProvider.System) + TimeSpan.FromSeconds(1), speed);
            app.MapGet("/demo", context => TourPage.Write(context, player, store, $"http://{CourrierHost}"));
            var staff = await PersonLinks.OfDemoPerson(store, "anna", "Anna Bell", "demo");
            var chief = await PersonLinks.OfDemoPerson(store, "carla", "Carla Chase", "demo", "chief");
            var client = await InviteClient(store);
            var member = withMember ? Path.Combine(folder, "member") : null;
            var site = Task.FromResult<MemberSite?>(null);
            var code = await Hosting.RunUntilStopped(app, settings, stop, () =>
            {
                Start(app, kept, (staff, chief, client), http, player, new LiveCoverage(http, TimeProvider.System, speed), new TownPages(http, TimeProvider.System), new DeskInHand(http, TimeProvider.System, speed), stop);
                if (member is not null) site = StartMember(member, store, app, stop);
            });
            if (await site is { } besides) await besides.DisposeAsync();
            return code;
        }
    }

    /// <summary>The settings of the demo's sections, and of the menu in which they stand.</summary>
    internal static IEnumerable<(string Name, string? Value)> Sections()
    {
        (string Slug, string English, string French, string Filter)[] all =
        [
            ("local", "Local", "Région", "source is hl"),
            ("world", "World", "Monde", "subject under medtop:11000000, medtop:16000000, medtop:03000000"),
            ("business", "Business", "Économie", "subject under medtop:04000000, medtop:09000000"),
            ("sport", "Sport", "Sports", "subject under medtop:15000000"),
            ("culture", "Culture", "Culture", "subject under medtop:01000000, medtop:13000000"),
        ];
        for (var i = 0; i < all.Length; i++)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"site:sections:{i}:");
            yield return (at + "slug", all[i].Slug);
            yield return (at + "name:en", all[i].English);
            yield return (at + "name:fr", all[i].French);
            yield return (at + "filter", all[i].Filter);
        }
        yield return ("site:menu", $"latest, {string.Join(", ", all.Select(static s => s.Slug))}, events, obituaries, corrections");
    }

    /// <summary>
    /// The settings of the demo's second site, in French: what Agence Presse Nouvelle sends, under another name, in other letters. Browsers find every name that ends in .localhost on this machine.
    /// </summary>
    internal static IEnumerable<(string Name, string? Value)> Courrier(string urls)
    {
        var port = Uri.TryCreate(urls.Split(';')[0], UriKind.Absolute, out var url) ? url.Port : 5080;
        const string at = "sites:0:";
        yield return (at + "code", "courrier");
        yield return (at + "name", "Le Courrier de Valombre");
        yield return (at + "organisation", "Le Courrier de Valombre");
        yield return (at + "contact", "redaction@courrier.example");
        yield return (at + "url", string.Create(CultureInfo.InvariantCulture, $"http://{CourrierHost}:{port}"));
        yield return (at + "languages", "fr");
        yield return (at + "timeZone", "Europe/Paris");
        yield return (at + "takes", "language is fr");
        yield return (at + "home", "source is apn");
        yield return (at + "theme:accent", "#8a1538");
        yield return (at + "theme:headlines", "old-style");
        yield return (at + "theme:layout", "columns");
        (string Slug, string Name, string Filter)[] sections =
            [("monde", "Monde", "subject under medtop:11000000, medtop:16000000, medtop:03000000"), ("economie", "Économie", "subject under medtop:04000000, medtop:09000000"), ("sports", "Sports", "subject under medtop:15000000"), ("culture", "Culture", "subject under medtop:01000000, medtop:13000000")];
        for (var i = 0; i < sections.Length; i++)
        {
            var part = string.Create(CultureInfo.InvariantCulture, $"{at}sections:{i}:");
            yield return (part + "slug", sections[i].Slug);
            yield return (part + "name:fr", sections[i].Name);
            yield return (part + "filter", sections[i].Filter);
        }
    }

    private const string CourrierHost = "courrier.localhost";

    private static async Task<string> SetUp(NewsStore store)
    {
        var (secret, _) = await store.Write(tx =>
        {
            foreach (var (code, name) in Agencies) Sources.Save(tx, code, name, "{}", "demo");
            Routes.Replace(tx,
                [
                    new Dateline.Ingest.Route { Name = DeskInHand.SourceName + " waits for the desk", When = "source is " + DeskInHand.Source, Actions = new RouteActions { Stop = true } },
                    new Dateline.Ingest.Route { Name = "Everything else goes out", Actions = new RouteActions { Send = true } },
                ], "demo");
            return ApiKeys.Create(tx, "demo wire", ["intake", "stories:read", "stories:write", "publish"], "demo");
        });
        return secret;
    }

    /// <summary>A client that takes everything in English, and the link for somebody there.</summary>
    private static Task<string> InviteClient(NewsStore store) => store.Write(tx =>
    {
        const string login = "per@radio-nord.example";
        Clients.Save(tx, new Product("english", "Everything in English", "language is en"), "demo");
        Clients.Save(tx, new Product("nouvelles", "Toutes les nouvelles", "language is fr"), "demo");
        var client = Clients.Find(tx.Db, "radio-nord") ?? Clients.Save(tx, new Client { Id = default, Code = "radio-nord", Name = "Radio Nord", Products = ["english", "nouvelles"], Contacts = [new Contact("Night desk", "555 0100", OnDuty: true)] }, "demo").Value!;
        var person = People.FindByLogin(tx.Db, login, ofClients: true) ?? People.Create(tx, login, "Per Dahl", ClientRole.Named("admin")!.Code, "demo", client.Id)!;
        return ClientPeople.PathOf(ClientPeople.Invite(tx, person, "demo"));
    });

    private static void Start(WebApplication app, string? kept, (string Editor, string Chief, string Client) links, HttpClient http, MorningPlayer player, LiveCoverage live, TownPages town, DeskInHand desk, CancellationToken stop)
    {
        var url = app.Urls.First().TrimEnd('/');
        http.BaseAddress = new Uri(url);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

            Dateline demo: a morning on the wire, {player.Morning.Steps.Count} items.

              Start here: the tour        {url}/demo
              The front page              {url}/
              En français                 {url}/fr
              A second site               http://{CourrierHost}:{new Uri(url).Port}/
              The newsroom (opens once)   {url}{links.Editor}
              Its desk chief (the same)   {url}{links.Chief}
              A client's portal (the same) {url}{links.Client}

            Ctrl C ends it.{(kept is null ? " It leaves nothing behind." : "")}

            """));
        Console.WriteLine("listening " + url);
        _ = Play(player, live, town, desk, stop);
    }

    private static async Task<MemberSite?> StartMember(string folder, NewsStore agency, WebApplication app, CancellationToken stop)
    {
        try
        {
            var site = await MemberSite.Start(Directory.CreateDirectory(folder).FullName, agency, app.Urls.First().TrimEnd('/'), stop);
            if (site is not null) Console.WriteLine($"  A member site that follows it {site.Url}/");
            return site;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static async Task Play(MorningPlayer player, LiveCoverage live, TownPages town, DeskInHand desk, CancellationToken stop)
    {
        try
        {
            await Task.WhenAll(player.Play(stop), live.Play(stop), town.Enter(stop), desk.Play(stop));
            Console.WriteLine(player.Trouble is { } trouble ? $"dateline: an item was not taken in: {trouble}" : "The morning is over: everything stays as it stands now, until Ctrl C.");
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Ctrl C.
        }
        catch (Exception broken) when (broken is HttpRequestException or OperationCanceledException)
        {
            Console.Error.WriteLine("dateline: the demo stopped playing: " + broken.Message);
        }
    }

    private static int Refuse(string message)
    {
        Console.Error.WriteLine("dateline: " + message);
        return 2;
    }
}
