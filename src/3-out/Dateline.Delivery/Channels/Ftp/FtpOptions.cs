using System.Text.Json;
using Dateline.News;

namespace Dateline.Delivery.Channels.Ftp;

/// <summary>What a destination says of its FTP server.</summary>
/// <param name="Host">Its name or address.</param>
/// <param name="Port">Its port.</param>
/// <param name="User">As whom we sign in.</param>
/// <param name="Folder">The folder that takes the files: whole, or from where the user is put.</param>
/// <param name="InTheClear">Whether the client knows that name, password and news cross the network readable by anybody between.</param>
/// <param name="Certificates">Certificates that it may show, pinned; none: one that this machine trusts for its name.</param>
internal sealed record FtpOptions(string Host, int Port, string User, string Folder, bool InTheClear, IReadOnlyList<string> Certificates)
{
    internal static Outcome<FtpOptions> Read(string options) => ChannelOptions.Read(options, Of, Bad("The options are not a JSON object."));

    private static Outcome<FtpOptions> Of(JsonElement options)
    {
        if (options.Line("host") is not { } host || Uri.CheckHostName(host) == UriHostNameType.Unknown) return Bad("The options have no \"host\" that is the name or address of a server.");
        if (options.Port(21) is not { } port) return Bad("The \"port\" is not a number from 1 to 65535.");
        if (options.Line("user") is not { } user) return Bad("The options have no \"user\".");
        if (options.Line("folder") is not { } folder) return Bad("The options have no \"folder\"; write \".\" for the one that the user is put into.");
        var security = options.Line("security") ?? (options.TryGetProperty("security", out _) ? "" : "tls");
        if (security is not ("tls" or "none")) return Bad("The \"security\" is neither \"tls\" nor \"none\".");
        IReadOnlyList<string>? pins = options.TryGetProperty("certificates", out _) ? options.Lines("certificates") : [];
        if (pins is null || pins.Any(static p => ServerTrust.Pin(p) is null)) return Bad("One of the \"certificates\" is not a fingerprint, SHA-256 in hex.");
        return new FtpOptions(host.Trim('[', ']'), port, user, folder.Length > 1 ? folder.TrimEnd('/') : folder, security == "none", pins);
    }

    /// <summary>The path of a file in the folder.</summary>
    internal string PathOf(string file) => ChannelOptions.Within(Folder, file);

    private static Refusal Bad(string what) =>
        new("options-bad", what + " Nothing was saved. Write it like {\"host\":\"ftp.ledger.example\",\"user\":\"dateline\",\"folder\":\"incoming\",\"security\":\"tls\"}.", "options");
}
