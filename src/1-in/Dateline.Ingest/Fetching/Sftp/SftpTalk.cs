using System.Net;
using System.Security.Cryptography;
using System.Text;
using Dateline.Store.SignIn;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Sftp;

namespace Dateline.Ingest.Fetching.Sftp;

/// <summary>One connection to an agency's SFTP server: it must show a key that was pinned before it hears who we are.</summary>
internal sealed class SftpTalk : IDisposable
{
    private readonly SftpPlace _place;
    private readonly PrivateKeyFile? _key;
    private readonly SftpClient _client;
    private string? _strange;

    internal SftpTalk(SftpPlace place, IPAddress address, string secret)
    {
        _place = place;
        _key = PemText.Is(secret) ? ReadKey(secret) : null;
        // The very address that was looked at is dialled.
        _client = new SftpClient(new ConnectionInfo(address.ToString(), place.Port, place.User, Ways(place.User, secret, _key)) { Timeout = TimeSpan.FromSeconds(15) }) { OperationTimeout = TimeSpan.FromSeconds(30) };
        _client.HostKeyReceived += (_, shown) =>
        {
            var print = Convert.ToBase64String(SHA256.HashData(shown.HostKey)).TrimEnd('=');
            shown.CanTrust = place.HostKeys.Any(pinned => SftpPlace.Fingerprint(pinned) == print);
            if (!shown.CanTrust) _strange = print;
        };
    }

    internal async Task Connect(CancellationToken stop)
    {
        try
        {
            await _client.ConnectAsync(stop);
        }
        catch (SshException) when (_strange is { } print)
        {
            throw new FetchException("host-key-changed", $"Their server shows another key than the pinned one: SHA256:{print}. Nothing was said to it, not even the name of the user. Ask the agency by phone whether they changed it; if not, somebody may stand in between.");
        }
    }

    /// <summary>The plain files of the folder that are whole by their names, the oldest first. Links are not followed.</summary>
    internal async Task<List<ISftpFile>> Files(CancellationToken stop)
    {
        var files = new List<ISftpFile>();
        await foreach (var file in _client.ListDirectoryAsync(_place.Folder, stop))
            if (file.IsRegularFile && file.Length > 0 && !Folder.FolderWatch.IsUnfinished(file.Name)) files.Add(file);
        return [.. files.OrderBy(static f => f.LastWriteTimeUtc).ThenBy(static f => f.Name, StringComparer.Ordinal)];
    }

    /// <summary>The file as it was listed; null where it is not that any more.</summary>
    internal async Task<ReadOnlyMemory<byte>?> Read(ISftpFile file, CancellationToken stop)
    {
        try
        {
            await using var stream = await _client.OpenAsync(PathOf(file.Name), FileMode.Open, FileAccess.Read, stop);
            return await HttpPush.BodyReader.ToEnd(stream, (int)file.Length, HttpPush.BodyReader.MostBytes, stop) is { } bytes && bytes.Length == file.Length ? bytes : null;
        }
        catch (SftpPathNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Moves it into <c>done</c> beside it, under a name that is free there.</summary>
    internal async Task Done(ISftpFile file, CancellationToken stop)
    {
        var done = PathOf("done");
        if (!await _client.ExistsAsync(done, stop)) await _client.CreateDirectoryAsync(done, stop);
        for (var copy = 1; ; copy++)
        {
            var name = copy == 1 ? file.Name : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(file.Name)}.{copy}{Path.GetExtension(file.Name)}");
            if (await _client.ExistsAsync(done + "/" + name, stop)) continue;
            await _client.RenameFileAsync(PathOf(file.Name), done + "/" + name, stop);
            return;
        }
    }

    private string PathOf(string name) => _place.Folder == "/" ? "/" + name : _place.Folder.TrimEnd('/') + "/" + name;

    private static PrivateKeyFile ReadKey(string secret)
    {
        try
        {
            using var pem = new MemoryStream(Encoding.ASCII.GetBytes(PemText.InLines(secret)));
            return new PrivateKeyFile(pem);
        }
        catch (Exception odd) when (odd is SshException or FormatException or ArgumentException or CryptographicException or NotSupportedException or InvalidOperationException or IOException)
        {
            throw new FetchException("secret-bad", "The private key can't be read. Give it whole, in PEM, without a pass phrase.");
        }
    }

    private static AuthenticationMethod[] Ways(string user, string secret, PrivateKeyFile? key)
    {
        if (key is not null) return [new PrivateKeyAuthenticationMethod(user, key)];
        var asked = new KeyboardInteractiveAuthenticationMethod(user);
        asked.AuthenticationPrompt += (_, prompts) =>
        {
            foreach (var prompt in prompts.Prompts) prompt.Response = secret;
        };
        return [new PasswordAuthenticationMethod(user, secret), asked];
    }

    public void Dispose()
    {
        try
        {
            _client.Dispose();
        }
        catch (Exception broken) when (broken is SshException or System.Net.Sockets.SocketException or ObjectDisposedException)
        {
            // It is as good as gone.
        }
        _key?.Dispose();
    }
}
