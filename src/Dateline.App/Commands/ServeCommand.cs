using System.CommandLine;
using Dateline.App.Serving;
using Dateline.App.Settings;
using Dateline.Newsroom;
using Dateline.Store;
using Dateline.Store.Keeping;

namespace Dateline.App.Commands;

/// <summary><c>dateline serve</c>: the program for real use, empty at first.</summary>
internal static class ServeCommand
{
    internal static readonly Option<string> Data = new("--data") { Description = "The data folder. It is made where it is missing.", DefaultValueFactory = _ => "data" };
    internal static readonly Option<string?> Urls = new("--urls") { Description = "Addresses to listen on, separated by ';' (default http://127.0.0.1:5080)." };
    internal static readonly Option<string?> Config = new("--config") { Description = "The settings file (default: dateline.json in the data folder)." };
    internal static readonly Option<string?> Database = new("--database") { Description = "A PostgreSQL connection string; without it SQLite in the data folder. Put the password into DATELINE_DATABASE or the settings file." };
    internal static readonly Option<string?> Cert = new("--cert") { Description = "A certificate (PEM) for https." };
    internal static readonly Option<string?> CertKey = new("--cert-key") { Description = "Its key (PEM), where it is a file of its own." };
    internal static readonly Option<string?> TrustedProxy = new("--trusted-proxy") { Description = "The IP address of a proxy whose forwarded headers are believed." };

    internal static Command Create()
    {
        var command = new Command("serve", "Run Dateline for real use.") { Data, Urls, Config, Database, Cert, CertKey, TrustedProxy };
        command.SetAction(Run);
        return command;
    }

    internal static ServerSettings? Settings(ParseResult arguments)
    {
        var (settings, problems) = Read(arguments);
        foreach (var problem in problems) Console.Error.WriteLine("dateline: " + problem);
        if (settings is null) Console.Error.WriteLine("dateline: not started. Nothing was changed.");
        return settings;
    }

    /// <summary>The settings that a command line, the environment and the file make, or what is wrong with them.</summary>
    internal static (ServerSettings? Settings, IReadOnlyList<string> Problems) Read(ParseResult arguments)
    {
        var flags = new Dictionary<string, string?>
        {
            ["urls"] = arguments.GetValue(Urls),
            ["database"] = arguments.GetValue(Database),
            ["cert"] = arguments.GetValue(Cert),
            ["certKey"] = arguments.GetValue(CertKey),
            ["trustedProxy"] = arguments.GetValue(TrustedProxy),
        };
        return ServerSettings.Read(arguments.GetValue(Data)!, arguments.GetValue(Config), flags);
    }

    private static async Task<int> Run(ParseResult arguments, CancellationToken stop)
    {
        if (Settings(arguments) is not { } settings) return 2;
        if (OpenedStore.Open(settings) is not { } store) return 1;
        await using (store)
        {
            await using var app = Server.Build(settings, store);
            var setUp = await PersonLinks.FirstSetUp(store);
            return await Hosting.RunUntilStopped(app, settings, stop, () => Started(app, settings, store, setUp));
        }
    }

    private static void Started(WebApplication app, ServerSettings settings, NewsStore store, string? setUp)
    {
        Console.WriteLine($"listening {string.Join(' ', app.Urls)}");
        if (setUp is not null) Console.WriteLine($"Nobody works here yet. Set the newsroom up in your browser (opens once, within a day): {app.Urls.First().TrimEnd('/')}{setUp}");
        if (store.Read(ApiKeys.List).All(k => k.Revoked is not null))
            Console.WriteLine($"There is no key yet, so no program can send anything in. Stop it (Ctrl C), run `dateline key create --data {settings.DataFolder}`, and start it again.");
    }
}
