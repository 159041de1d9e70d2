using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dateline.Store.Intake;

namespace Dateline.Newsroom.Wires;

/// <summary>A source's form as it was typed, and the settings that it means. What is wrong with them the intake says; what is no number is none that may be set.</summary>
internal sealed class SourceForm
{
    /// <summary>The ways in which a source's items can come.</summary>
    internal static readonly IReadOnlyList<string> Kinds = ["push", "folder", "feed", "sftp", "mailbox"];

    public string? Code { get; set; }
    public string? Name { get; set; }
    public string Kind { get; set; } = "push";
    public string? Folder { get; set; }
    public FeedForm Feed { get; set; } = new();
    public SftpForm Sftp { get; set; } = new();
    public MailboxForm Mailbox { get; set; } = new();
    public string? Secret { get; set; }
    public bool DropSecret { get; set; }
    public string? EverySeconds { get; set; }
    public string? QuietMinutes { get; set; }
    public string? Zone { get; set; }
    public bool ZoneAppliesToEmbargo { get; set; }
    public string? Language { get; set; }
    public string? Dialect { get; set; }
    public string? Desk { get; set; }
    public bool SendOn { get; set; }

    internal sealed class FeedForm
    {
        public string? Url { get; set; }
        public string? User { get; set; }
        public string? Header { get; set; }
    }

    internal sealed class SftpForm
    {
        public string? Host { get; set; }
        public string? Port { get; set; }
        public string? User { get; set; }
        public string? Folder { get; set; }
        public string? HostKeys { get; set; }
        public bool Done { get; set; }
    }

    internal sealed class TokenForm
    {
        public string? Url { get; set; }
        public string? Client { get; set; }
        public string? Scope { get; set; }

        internal bool IsEmpty => string.IsNullOrWhiteSpace(Url) && string.IsNullOrWhiteSpace(Client) && string.IsNullOrWhiteSpace(Scope);
    }

    internal sealed class MailboxForm
    {
        public string? Host { get; set; }
        public string? Port { get; set; }
        public bool StartTls { get; set; }
        public string? User { get; set; }
        public TokenForm Token { get; set; } = new();
        public string? Folder { get; set; }
        public string? MoveTo { get; set; }
        public string? Senders { get; set; }
        public string? Certificates { get; set; }
    }

    /// <summary>The form of a source as it is kept; of a new one where there is none.</summary>
    internal static SourceForm Of(Source? source)
    {
        if (source is null) return new() { SendOn = true, Desk = "news" };
        var settings = JsonNode.Parse(source.Settings) as JsonObject ?? [];
        var (feed, sftp, mailbox) = (Part(settings, "feed"), Part(settings, "sftp"), Part(settings, "mailbox"));
        return new()
        {
            Code = source.Code,
            Name = source.Name,
            Kind = Text(settings, "kind") ?? (Text(settings, "folder") is null ? "push" : "folder"),
            Folder = Text(settings, "folder"),
            Feed = new() { Url = Text(feed, "url"), User = Text(feed, "user"), Header = Text(feed, "header") },
            Sftp = new() { Host = Text(sftp, "host"), Port = Text(sftp, "port"), User = Text(sftp, "user"), Folder = Text(sftp, "folder"), HostKeys = Lines(sftp, "hostKeys"), Done = Text(sftp, "after") == "done" },
            Mailbox = new()
            {
                Host = Text(mailbox, "host"),
                Port = Text(mailbox, "port"),
                StartTls = Text(mailbox, "security") == "startTls",
                User = Text(mailbox, "user"),
                Token = Part(mailbox, "token") is var token ? new() { Url = Text(token, "url"), Client = Text(token, "client"), Scope = Text(token, "scope") } : new(),
                Folder = Text(mailbox, "folder"),
                MoveTo = Text(mailbox, "moveTo"),
                Senders = Lines(mailbox, "senders"),
                Certificates = Lines(mailbox, "certificates"),
            },
            EverySeconds = Text(settings, "everySeconds"),
            QuietMinutes = Text(settings, "quietMinutes"),
            Zone = Text(settings, "zone"),
            ZoneAppliesToEmbargo = Text(settings, "zoneAppliesToEmbargo") == "true",
            Language = Text(settings, "language"),
            Dialect = Text(settings, "dialect"),
            Desk = Text(settings, "desk") ?? "news",
            SendOn = Text(settings, "sendOn") != "false",
        };
    }

    /// <summary>For how long a source may be silent; null: nothing was set.</summary>
    internal static TimeSpan? QuietOf(Source source) => int.TryParse(Of(source).QuietMinutes, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) ? TimeSpan.FromMinutes(minutes) : null;

    /// <summary>The settings that it means. What the form does not show is kept as it is.</summary>
    internal string Settings(Source? source)
    {
        var settings = source is null ? [] : JsonNode.Parse(source.Settings) as JsonObject ?? [];
        settings["kind"] = Kind;
        Set(settings, "folder", Kind == "folder" ? Folder : null);
        Place(settings, "feed", () => new JsonObject { ["url"] = Feed.Url?.Trim() ?? "" }.With("user", Feed.User).With("header", Feed.Header));
        Place(settings, "sftp", () => new JsonObject { ["host"] = Sftp.Host?.Trim() ?? "", ["user"] = Sftp.User?.Trim() ?? "", ["hostKeys"] = Split(Sftp.HostKeys), ["after"] = Sftp.Done ? "done" : "stay" }.With("folder", Sftp.Folder).WithNumber("port", Sftp.Port));
        Place(settings, "mailbox", () => WithToken(new JsonObject
        {
            ["host"] = Mailbox.Host?.Trim() ?? "",
            ["user"] = Mailbox.User?.Trim() ?? "",
            ["security"] = Mailbox.StartTls ? "startTls" : "tls",
            ["senders"] = Split(Mailbox.Senders),
            ["certificates"] = Split(Mailbox.Certificates),
        }.With("folder", Mailbox.Folder).With("moveTo", Mailbox.MoveTo).WithNumber("port", Mailbox.Port)));
        settings.Remove("everySeconds");
        settings.Remove("quietMinutes");
        settings.WithNumber("everySeconds", EverySeconds).WithNumber("quietMinutes", QuietMinutes);
        foreach (var (name, value) in new[] { ("zone", Zone), ("language", Language), ("dialect", Dialect), ("desk", Desk) }) Set(settings, name, value);
        settings["zoneAppliesToEmbargo"] = ZoneAppliesToEmbargo;
        settings["sendOn"] = SendOn;
        return settings.ToJsonString();
    }

    private JsonObject WithToken(JsonObject mailbox)
    {
        if (!Mailbox.Token.IsEmpty) mailbox["token"] = new JsonObject { ["url"] = Mailbox.Token.Url?.Trim() ?? "", ["client"] = Mailbox.Token.Client?.Trim() ?? "" }.With("scope", Mailbox.Token.Scope);
        return mailbox;
    }

    private void Place(JsonObject settings, string kind, Func<JsonObject> place)
    {
        if (Kind == kind) settings[kind] = place();
        else settings.Remove(kind);
    }

    private static void Set(JsonObject settings, string name, string? value)
    {
        settings.Remove(name);
        settings.With(name, value);
    }

    private static JsonArray Split(string? lines) => [.. (lines ?? "").Split((char[])['\n', '\r', ' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(static l => JsonValue.Create(l))];

    private static JsonObject? Part(JsonObject? settings, string name) => settings?[name] as JsonObject;

    private static string? Text(JsonObject? settings, string name) => settings.TextOf(name);

    private static string? Lines(JsonObject? settings, string name) => settings?[name] is JsonArray list ? string.Join('\n', list.Select(static l => l?.ToString())) : null;
}

/// <summary>What a person types and what JSON says of it: nothing where they typed nothing.</summary>
internal static class TypedSettings
{
    /// <summary>A member as it is typed; null where there is none, or it is no single value.</summary>
    internal static string? TextOf(this JsonObject? json, string name) => json?[name] is JsonValue value ? value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString() : null;

    internal static JsonObject With(this JsonObject settings, string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value)) settings[name] = value.Trim();
        return settings;
    }

    internal static JsonObject WithNumber(this JsonObject settings, string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value)) settings[name] = int.TryParse(value.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        return settings;
    }
}
