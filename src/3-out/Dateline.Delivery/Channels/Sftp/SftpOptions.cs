using System.Text.Json;
using Dateline.News;

namespace Dateline.Delivery.Channels.Sftp;

/// <summary>What a destination says of its SFTP server.</summary>
/// <param name="Host">Its name or address.</param>
/// <param name="Port">Its port.</param>
/// <param name="User">As whom we sign in.</param>
/// <param name="Folder">The folder that takes the files: whole, or from where the user is put.</param>
/// <param name="HostKeys">The keys that it may show: SHA-256 of each in base64, as OpenSSH writes them, without the prefix. One or more.</param>
internal sealed record SftpOptions(string Host, int Port, string User, string Folder, IReadOnlyList<string> HostKeys)
{
    private const string Prefix = "SHA256:";

    internal static Outcome<SftpOptions> Read(string options) => ChannelOptions.Read(options, Of, Bad("The options are not a JSON object."));

    private static Outcome<SftpOptions> Of(JsonElement options)
    {
        if (options.Line("host") is not { } host || Uri.CheckHostName(host) == UriHostNameType.Unknown) return Bad("The options have no \"host\" that is the name or address of a server.");
        if (options.Port(22) is not { } port) return Bad("The \"port\" is not a number from 1 to 65535.");
        if (options.Line("user") is not { } user) return Bad("The options have no \"user\".");
        if (options.Line("folder") is not { } folder) return Bad("The options have no \"folder\"; write \".\" for the one that the user is put into.");
        if (options.Lines("hostKeys") is not { } keys) return Bad("The options have no \"hostKeys\": without them anybody could pretend to be this client. Ask the client, or compare what ssh-keyscan shows with what they say.");
        return keys.All(IsFingerprint)
            ? new SftpOptions(host.Trim('[', ']'), port, user, folder.Length > 1 ? folder.TrimEnd('/') : folder, [.. keys.Select(static k => k[Prefix.Length..].TrimEnd('='))])
            : Bad("One of the \"hostKeys\" is not a fingerprint, SHA256: and 43 letters.");
    }

    /// <summary>The path of a file in the folder.</summary>
    internal string PathOf(string file) => ChannelOptions.Within(Folder, file);

    private static bool IsFingerprint(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal)) return false;
        var value = text[Prefix.Length..].TrimEnd('=');
        return value.Length == 43 && Convert.TryFromBase64String(value + "=", new byte[32], out var length) && length == 32;
    }

    private static Refusal Bad(string what) =>
        new("options-bad", what + " Nothing was saved. Write it like {\"host\":\"sftp.ledger.example\",\"port\":22,\"user\":\"dateline\",\"folder\":\"incoming\",\"hostKeys\":[\"SHA256:…\"]}.", "options");
}
