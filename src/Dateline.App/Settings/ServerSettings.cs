using System.Globalization;
using System.Net;
using Dateline.Delivery;
using Dateline.Delivery.Channels.Mail;
using Dateline.Site;
using Microsoft.Extensions.Configuration;

namespace Dateline.App.Settings;

/// <summary>
/// What an operator sets. Each setting comes from a flag, else the environment (DATELINE_SITE__NAME), else the settings file
/// (dateline.json in the data folder, or --config), else its default.
/// </summary>
internal sealed record ServerSettings
{
    internal required string DataFolder { get; init; }
    internal required IReadOnlyList<Uri> Urls { get; init; }
    internal string? Database { get; init; }
    /// <summary>The public sites; the first is the newsroom's own.</summary>
    internal required IReadOnlyList<SiteOptions> Sites { get; init; }
    internal SiteOptions Site => Sites[0];
    internal Uri SiteUrl => Site.BaseUrl;
    /// <summary>The first site's first language: that of a story that states none.</summary>
    internal News.Language? Language => News.Language.From(Site.Languages[0]);
    /// <summary>Who publishes and sends.</summary>
    internal string Organisation => Site.Organisation ?? Site.Name;
    internal string? PortalLogo { get; init; }
    internal IReadOnlyList<Ingest.Agency.FollowedAgency> Agencies { get; init; } = [];
    internal string? PortalColour { get; init; }
    internal required IReadOnlySet<string> Hosts { get; init; }
    internal string? CertificateFile { get; init; }
    internal string? CertificateKeyFile { get; init; }
    internal IPAddress? TrustedProxy { get; init; }
    internal required string BackupFolder { get; init; }
    internal string? KillFolder { get; init; }

    /// <summary>The settings file that was named on the command line; null: the one in the data folder, if any.</summary>
    internal string? ConfigFile { get; init; }

    internal IReadOnlyList<IPNetwork> AllowedNetworks { get; init; } = [];
    internal IReadOnlyList<string> DeliveryFolders { get; init; } = [];

    /// <summary>How long what is sent from a screen can be taken back.</summary>
    internal TimeSpan UndoWindow { get; init; } = TimeSpan.FromSeconds(5);

    internal Newsroom.SignInService? SignIn { get; init; }
    internal MailRelay? Mail { get; init; }
    internal IReadOnlyList<string> DutyAddresses { get; init; } = [];
    internal DutyWebhook? Webhook { get; init; }

    /// <summary>Whether anyone beyond this machine can reach it.</summary>
    internal bool IsOnlyLoopback => Urls.All(u => u.IsLoopback);

    /// <summary>Reads and checks. Each problem is a sentence that says which setting and how to mend it.</summary>
    internal static (ServerSettings? Settings, IReadOnlyList<string> Problems) Read(string dataFolder, string? configFile, IReadOnlyDictionary<string, string?> flags)
    {
        var problems = new List<string>();
        var file = configFile ?? Path.Combine(dataFolder, "dateline.json");
        if (configFile is not null && !File.Exists(configFile)) return (null, [$"--config names {configFile}, which does not exist. Name the settings file, or leave --config away."]);

        IConfiguration configuration;
        try
        {
            var fromFile = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(file), optional: true).Build();
            problems.AddRange(SettingNames.Unknown(fromFile, file));
            problems.AddRange(SettingNames.Misspelt(Environment.GetEnvironmentVariables().Keys.Cast<string>()));
            configuration = new ConfigurationBuilder()
                .AddConfiguration(fromFile)
                .AddEnvironmentVariables("DATELINE_")
                .AddInMemoryCollection(flags.Where(f => f.Value is not null))
                .Build();
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or FormatException)
        {
            return (null, [$"The settings file {file} can't be read: {unreadable.InnerException?.Message ?? unreadable.Message} Mend it, or take it away."]);
        }
        var settings = Check(dataFolder, configuration, problems);
        return problems.Count > 0 ? (null, problems) : (settings with { ConfigFile = configFile }, problems);
    }

    private static ServerSettings Check(string dataFolder, IConfiguration configuration, List<string> problems)
    {
        string? Value(string name) => SettingNames.Value(configuration, name);
        var urls = ReadUrls(Value("urls") ?? "http://127.0.0.1:5080", problems);
        var sites = SiteSettings.ReadAll(configuration, urls, problems);
        var settings = new ServerSettings
        {
            DataFolder = Path.GetFullPath(dataFolder),
            Urls = urls,
            Database = Value("database"),
            Sites = sites,
            Hosts = ReadHosts(Value("hosts"), urls, sites),
            Agencies = ReadAgencies(configuration.GetSection("agencies"), problems),
            PortalLogo = ReadLogo(Value("portal:logo"), problems),
            PortalColour = ReadColour(Value("portal:colour"), problems),
            CertificateFile = ReadFile("cert", Value("cert"), problems),
            CertificateKeyFile = ReadFile("certKey", Value("certKey"), problems),
            TrustedProxy = ReadProxy(Value("trustedProxy"), problems),
            BackupFolder = Path.GetFullPath(Value("backup:folder") ?? Path.Combine(dataFolder, Store.Backups.StoreBackup.UsualFolder)),
            KillFolder = Value("killJournal:folder") is { } kills ? Path.GetFullPath(kills) : null,
            AllowedNetworks = ReadNetworks(Value("allowedNetworks") ?? "", problems),
            DeliveryFolders = ReadFolders(Value("deliveryFolders") ?? "", problems),
            UndoWindow = ReadUndo(Value("desk:undoSeconds"), problems),
            SignIn = ReadSignIn(Value, problems),
            Mail = MailSettings.ReadRelay(Value, problems),
            DutyAddresses = MailSettings.ReadAddresses(Value("duty:addresses") ?? "", problems),
            Webhook = MailSettings.ReadWebhook(Value("duty:url"), Value("duty:secret"), problems),
        };
        if (settings.Urls.Any(u => u.Scheme == "https") && settings.CertificateFile is null)
            problems.Add("urls has an https address, but there is no certificate. Set cert (and certKey), or use http behind a proxy named by trustedProxy.");
        if (!settings.IsOnlyLoopback && settings.CertificateFile is null && settings.TrustedProxy is null)
            problems.Add("urls can be reached from other machines without encryption. Set cert (and certKey), or trustedProxy to the proxy that does the encryption, or bind to 127.0.0.1.");
        CheckDatabase(settings.Database, problems);
        return settings;
    }

    private static TimeSpan ReadUndo(string? text, List<string> problems)
    {
        const int usual = 5, longest = 60;
        var seconds = usual;
        if (text is not null && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seconds) && seconds <= longest))
            problems.Add($"desk:undoSeconds is \"{text}\", which is not a whole number from 0 to {longest}. Write it like 5, or 0 to send at once.");
        return TimeSpan.FromSeconds(seconds);
    }

    private static List<Uri> ReadUrls(string text, List<string> problems)
    {
        var urls = new List<Uri>();
        foreach (var part in text.Split([';', ',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            var probe = part.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal);
            if (Uri.TryCreate(probe, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.PathAndQuery == "/") urls.Add(url);
            else problems.Add($"urls has \"{part}\", which is not an address to listen on. Write it like http://127.0.0.1:5080.");
        }
        if (urls.Count == 0 && problems.Count == 0) problems.Add("urls is empty. Write it like http://127.0.0.1:5080.");
        return urls;
    }

    private static List<Ingest.Agency.FollowedAgency> ReadAgencies(IConfigurationSection list, List<string> problems)
    {
        var agencies = new List<Ingest.Agency.FollowedAgency>();
        foreach (var entry in list.GetChildren())
        {
            if (string.IsNullOrWhiteSpace(entry["source"])) problems.Add($"agencies:{entry.Key} has no source. Name the source that its items are, like np.");
            else if (!Uri.TryCreate(entry["url"], UriKind.Absolute, out var url) || url.Scheme != "https" && !(url.Scheme == "http" && url.IsLoopback) || url.PathAndQuery != "/") problems.Add($"agencies:{entry.Key}:url is \"{entry["url"]}\", which is not an https address without a path. Write it like https://np.example.");
            else if (entry["key"] is not { Length: > 20 } key || !key.StartsWith("dlw_", StringComparison.Ordinal)) problems.Add($"agencies:{entry.Key}:key is not a key of a client. Ask the agency for one; it begins with dlw_.");
            else if (agencies.Any(a => a.Source == entry["source"])) problems.Add($"agencies has the source \"{entry["source"]}\" twice. Follow each agency once.");
            else agencies.Add(new(entry["source"]!, url, key));
        }
        return agencies;
    }

    private static Newsroom.SignInService? ReadSignIn(Func<string, string?> value, List<string> problems)
    {
        if (value("signIn:issuer") is not { } issuer)
        {
            if (value("signIn:client") is not null || value("signIn:secret") is not null) problems.Add("signIn:client or signIn:secret is set, but signIn:issuer is not. Name the service, like https://login.ledger.example, or take them away.");
            return null;
        }
        if (!Uri.TryCreate(issuer, UriKind.Absolute, out var url) || url.Scheme != "https" && !(url.Scheme == "http" && url.IsLoopback) || url.Query.Length > 0 || url.Fragment.Length > 0 || url.UserInfo.Length > 0)
        {
            problems.Add($"signIn:issuer is \"{issuer}\", which is not an https address. Write it exactly as the service calls itself, like https://login.ledger.example.");
            return null;
        }
        if (value("signIn:client") is { } client) return new(url, client, value("signIn:name") ?? url.Host) { Secret = value("signIn:secret") };
        problems.Add("signIn:issuer is set, but signIn:client is not. Register this newsroom with the service, with /newsroom/enter/returned behind its address as the way back, and write what the service calls it.");
        return null;
    }

    private static string? ReadLogo(string? path, List<string> problems)
    {
        if (path is null) return null;
        if (!File.Exists(path)) problems.Add($"portal:logo names {path}, which does not exist or can't be read. Name a picture file, or leave portal:logo away.");
        else if (Path.GetExtension(path).ToLowerInvariant() is not (".svg" or ".png" or ".jpg" or ".jpeg" or ".webp")) problems.Add($"portal:logo names {path}, which is not a picture that every browser shows. Name an SVG, PNG, JPEG or WebP file.");
        return path;
    }

    private static string? ReadColour(string? text, List<string> problems)
    {
        if (text is not null && !Delivery.Portal.PortalOptions.IsColour(text)) problems.Add($"portal:colour is \"{text}\", which is not a colour that can be read on white. Write it like #0b5fff, dark enough.");
        return text;
    }

    private static HashSet<string> ReadHosts(string? text, List<Uri> urls, List<SiteOptions> sites)
    {
        var hosts = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "localhost", "127.0.0.1", "[::1]" };
        foreach (var site in sites) hosts.UnionWith(site.Hosts.Append(site.BaseUrl.Host));
        foreach (var url in urls) hosts.Add(url.Host);
        foreach (var host in (text ?? "").Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries)) hosts.Add(host);
        return hosts;
    }

    private static string? ReadFile(string name, string? path, List<string> problems)
    {
        if (path is not null && !File.Exists(path)) problems.Add($"{name} names {path}, which does not exist or can't be read. Name a PEM file.");
        return path;
    }

    private static IPAddress? ReadProxy(string? text, List<string> problems)
    {
        if (text is null) return null;
        if (IPAddress.TryParse(text, out var address)) return address;
        problems.Add($"trustedProxy is \"{text}\", which is not an IP address. Write the address of the proxy in front, like 127.0.0.1.");
        return null;
    }

    private static List<IPNetwork> ReadNetworks(string text, List<string> problems)
    {
        var networks = new List<IPNetwork>();
        foreach (var part in text.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (IPNetwork.TryParse(part, out var network)) networks.Add(network);
            else problems.Add($"allowedNetworks has \"{part}\", which is not a network. Write it like 10.20.0.0/16; deliveries may then go to its addresses, though they are not public.");
        }
        return networks;
    }

    private static List<string> ReadFolders(string text, List<string> problems)
    {
        var folders = text.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries).ToList();
        foreach (var folder in folders.Where(f => !Path.IsPathFullyQualified(f) || !Directory.Exists(f)))
            problems.Add($"deliveryFolders has \"{folder}\", which is not a folder that is there. Name it whole, like /srv/clients.");
        return folders;
    }

    private static void CheckDatabase(string? database, List<string> problems)
    {
        if (database is null) return;
        try
        {
            var parsed = new Npgsql.NpgsqlConnectionStringBuilder(database);
            if (string.IsNullOrEmpty(parsed.Host)) problems.Add("database names no Host. Write it like Host=db.example;Database=dateline;Username=dateline, with the password in DATELINE_DATABASE or the settings file.");
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or FormatException)
        {
            problems.Add("database is not a PostgreSQL connection string. Write it like Host=db.example;Database=dateline;Username=dateline.");
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Site.Name} at {string.Join(' ', Urls)}, data in {DataFolder}");
}
