using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Dateline.Store.Deliveries;

namespace Dateline.Delivery.Channels.Ftp;

/// <summary>What an FTP server said: three digits, and words.</summary>
/// <param name="Code">The digits (RFC 959, 4.2).</param>
/// <param name="Words">The words of its last line.</param>
internal sealed record FtpReply(int Code, string Words)
{
    internal bool IsDone => Code is >= 200 and < 300;
    internal bool IsPermanent => Code >= 500;
}

/// <summary>A server answered no to a command.</summary>
internal sealed class FtpRefusedException(string command, FtpReply reply) : IOException(string.Create(CultureInfo.InvariantCulture, $"{command} was answered {reply.Code}."))
{
    internal string Command { get; } = command;
    internal FtpReply Reply { get; } = reply;
}

/// <summary>A conversation that can't go on.</summary>
internal sealed class FtpBrokenException(Sentence why) : IOException(why.Text)
{
    internal Sentence Why { get; } = why;
}

/// <summary>
/// One conversation with an FTP server (RFC 959, RFC 2428, RFC 4217): passive, and over TLS for what is said and what is sent. A data connection goes to the
/// very address that the control connection goes to, whatever the server names, so that nobody can point us elsewhere.
/// </summary>
internal sealed class FtpTalk : IAsyncDisposable
{
    /// <summary>What is heard first, where others are commands.</summary>
    internal const string Greeting = "the greeting";

    private const int LongestLine = 4096;
    private const int MostLines = 200;
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(2);

    private readonly IPEndPoint _server;
    private readonly Func<Stream, CancellationToken, Task<SslStream>> _secure;
    private Stream _control;
    private readonly byte[] _buffer = new byte[LongestLine];
    private int _have;
    private int _read;
    private bool _protects;
    private bool _saysPassiveOnly;

    private readonly Transcript? _said;

    private FtpTalk(IPEndPoint server, Stream control, Func<Stream, CancellationToken, Task<SslStream>> secure, Transcript? said) => (_server, _control, _secure, _said) = (server, control, secure, said);

    /// <summary>Connects to an address that was looked at, and hears the greeting.</summary>
    internal static async Task<FtpTalk> Open(IPEndPoint server, string name, IReadOnlyList<string> pins, Transcript? said, CancellationToken cancel)
    {
        var talk = new FtpTalk(server, await Dial(server, cancel).ConfigureAwait(false), (plain, stop) => Secure(plain, name, pins, stop), said);
        try
        {
            Expect(Greeting, await talk.Hear(cancel).ConfigureAwait(false), static r => r.IsDone);
            return talk;
        }
        catch
        {
            await talk.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Changes over to TLS, for what is said and what is sent (RFC 4217).</summary>
    internal async Task Protect(CancellationToken cancel)
    {
        await Done("AUTH TLS", cancel).ConfigureAwait(false);
        // What was heard in the clear after that answer was put in by somebody in between.
        if (_read < _have) throw new FtpBrokenException(new Sentence("because-spoke-early", "the server spoke before it was secure"));
        _control = await _secure(_control, cancel).ConfigureAwait(false);
        await Done("PBSZ 0", cancel).ConfigureAwait(false);
        await Done("PROT P", cancel).ConfigureAwait(false);
        _protects = true;
    }

    internal async Task SignIn(string user, string password, CancellationToken cancel)
    {
        var reply = await Ask("USER " + user, cancel).ConfigureAwait(false);
        if (reply.Code == 331) reply = await Ask("PASS " + password, cancel).ConfigureAwait(false);
        Expect("PASS", reply, static r => r.IsDone);
        await Done("TYPE I", cancel).ConfigureAwait(false);
    }

    /// <summary>Writes a file; the answer after its last byte says whether it is kept.</summary>
    internal async Task Store(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        var data = await OpenData(cancel).ConfigureAwait(false);
        try
        {
            Expect("STOR", await Ask("STOR " + path, cancel).ConfigureAwait(false), static r => r.Code is >= 100 and < 200);
            if (_protects) data = await _secure(data, cancel).ConfigureAwait(false);
            await data.WriteAsync(bytes, cancel).ConfigureAwait(false);
            _said?.Ours($"({bytes.Length} bytes: the item)");
            await data.FlushAsync(cancel).ConfigureAwait(false);
            if (data is SslStream secure) await End(secure, cancel).ConfigureAwait(false);
        }
        catch (Exception broken) when (broken is IOException and not FtpRefusedException or SocketException)
        {
            // They may have cut it and said why: a full disk is said on the control connection.
            await data.DisposeAsync().ConfigureAwait(false);
            Expect("STOR", await Hear(cancel).ConfigureAwait(false), static r => r.IsDone);
            throw;
        }
        finally
        {
            await data.DisposeAsync().ConfigureAwait(false);
        }
        Expect("STOR", await Hear(cancel).ConfigureAwait(false), static r => r.IsDone);
    }

    /// <summary>Says that this was all, and reads what they still say: closed over unread bytes, a connection is reset, and its end lost on the way.</summary>
    private static async Task End(SslStream secure, CancellationToken cancel)
    {
        await secure.ShutdownAsync().ConfigureAwait(false);
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        soon.CancelAfter(LongestFarewell);
        var rest = new byte[1024];
        try { while (await secure.ReadAsync(rest, soon.Token).ConfigureAwait(false) > 0) { } }
        catch (Exception silent) when (silent is IOException or OperationCanceledException && !cancel.IsCancellationRequested) { /* they have nothing to say */ }
    }

    /// <summary>How large a file is there (RFC 3659); null: there is none, or they do not say.</summary>
    internal async Task<long?> SizeOf(string path, CancellationToken cancel) =>
        await Ask("SIZE " + path, cancel).ConfigureAwait(false) is { Code: 213, Words: var words } && long.TryParse(words.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null;

    internal async Task Rename(string from, string to, CancellationToken cancel)
    {
        Expect("RNFR", await Ask("RNFR " + from, cancel).ConfigureAwait(false), static r => r.Code == 350);
        await Done("RNTO " + to, cancel).ConfigureAwait(false);
    }

    private async Task<Stream> OpenData(CancellationToken cancel)
    {
        var port = _saysPassiveOnly ? null : ExtendedPort(await Ask("EPSV", cancel).ConfigureAwait(false));
        if (port is null)
        {
            // IPv4 only, and old: the address that it names is not looked at.
            _saysPassiveOnly = true;
            var reply = await Ask("PASV", cancel).ConfigureAwait(false);
            Expect("PASV", reply, static r => r.Code == 227);
            port = PassivePort(reply) ?? throw new FtpRefusedException("PASV", reply);
        }
        return await Dial(new IPEndPoint(_server.Address, port.Value), cancel).ConfigureAwait(false);
    }

    // 229 Entering Extended Passive Mode (|||6446|)
    private static int? ExtendedPort(FtpReply reply)
    {
        if (reply.Code != 229 || reply.Words.IndexOf('(', StringComparison.Ordinal) is not (>= 0 and var at) || at + 5 >= reply.Words.Length) return null;
        var parts = reply.Words[(at + 2)..].Split(reply.Words[at + 1]);
        return parts.Length >= 3 && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536 ? port : null;
    }

    // 227 Entering Passive Mode (127,0,0,1,25,46)
    private static int? PassivePort(FtpReply reply)
    {
        var numbers = string.Concat(reply.Words.Select(static c => char.IsAsciiDigit(c) ? c : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return numbers.Length == 6 && byte.TryParse(numbers[4], CultureInfo.InvariantCulture, out var high) && byte.TryParse(numbers[5], CultureInfo.InvariantCulture, out var low) && high * 256 + low > 0 ? high * 256 + low : null;
    }

    private async Task Done(string command, CancellationToken cancel) => Expect(command.Split(' ')[0] is "AUTH" ? "AUTH TLS" : command.Split(' ')[0], await Ask(command, cancel).ConfigureAwait(false), static r => r.IsDone);

    private static void Expect(string command, FtpReply reply, Func<FtpReply, bool> isGood)
    {
        if (!isGood(reply)) throw new FtpRefusedException(command, reply);
    }

    private async Task<FtpReply> Ask(string command, CancellationToken cancel)
    {
        _said?.Ours(command.StartsWith("PASS ", StringComparison.Ordinal) ? "PASS …" : command);
        await _control.WriteAsync(Encoding.UTF8.GetBytes(command + "\r\n"), cancel).ConfigureAwait(false);
        await _control.FlushAsync(cancel).ConfigureAwait(false);
        return await Hear(cancel).ConfigureAwait(false);
    }

    /// <summary>One answer, over as many lines as it takes: it ends with its digits and a space.</summary>
    private async Task<FtpReply> Hear(CancellationToken cancel)
    {
        string? first = null;
        for (var lines = 0; lines < MostLines; lines++)
        {
            var line = await Line(cancel).ConfigureAwait(false);
            _said?.Theirs(line);
            if (first is null && (line.Length < 3 || !line.Take(3).All(char.IsAsciiDigit))) throw new FtpBrokenException(new Sentence("because-no-ftp", "what answers is no FTP server"));
            first ??= line[..3];
            if (line.StartsWith(first, StringComparison.Ordinal) && (line.Length == 3 || line[3] != '-')) return new(int.Parse(first, CultureInfo.InvariantCulture), line.Length > 4 ? line[4..] : "");
        }
        throw new FtpBrokenException(new Sentence("because-endless-answer", "an answer of the server never ended"));
    }

    private async Task<string> Line(CancellationToken cancel)
    {
        var line = new List<byte>();
        while (true)
        {
            if (_read == _have)
            {
                (_read, _have) = (0, await _control.ReadAsync(_buffer, cancel).ConfigureAwait(false));
                if (_have == 0) throw new FtpBrokenException(new Sentence("because-hung-up", "the server hung up"));
            }
            var next = _buffer[_read++];
            if (next == '\n') return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            line.Add(next);
            if (line.Count > LongestLine) throw new FtpBrokenException(new Sentence("because-endless-line", "a line of the server never ended"));
        }
    }

    private static async Task<Stream> Dial(IPEndPoint server, CancellationToken cancel)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(server, cancel).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<SslStream> Secure(Stream plain, string name, IReadOnlyList<string> pins, CancellationToken cancel)
    {
        var secure = new SslStream(plain, leaveInnerStreamOpen: false);
        try
        {
            await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = name,
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                AllowTlsResume = true,
                RemoteCertificateValidationCallback = (_, shown, _, errors) => ServerTrust.Accepts(pins, shown, errors),
            }, cancel).ConfigureAwait(false);
            return secure;
        }
        catch
        {
            await secure.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public ValueTask DisposeAsync() => _control.DisposeAsync();
}
