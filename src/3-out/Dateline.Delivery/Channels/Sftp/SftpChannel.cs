using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Dateline.News;
using Dateline.Store.Deliveries;
using Dateline.Store.SignIn;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Sftp;

namespace Dateline.Delivery.Channels.Sftp;

/// <summary>
/// Puts a release on a client's SFTP server: written as <c>.part</c>, its size read back, then renamed. The server must show a key that was pinned
/// before it hears who we are. What was sent and not confirmed may have arrived.
/// </summary>
internal sealed class SftpChannel(IReadOnlyList<IPNetwork> allowed) : IDeliveryChannel
{
    private readonly OutboundGuard _guard = new(allowed);

    public string Name => "sftp";

    public IReadOnlyList<ChannelOption> Options { get; } =
    [
        new("host", "sftp.ledger.example"),
        new("port", "22", IsNeeded: false, ChannelOptionKind.Number),
        new("user", "dateline"),
        new("folder", "incoming"),
        new("hostKeys", "SHA256:…", Kind: ChannelOptionKind.List),
    ];

    public SecretUse Secret => SecretUse.Given;

    public Refusal? WhyNot(string options, string? secret) =>
        SftpOptions.Read(options).Refusal ?? (secret is null || Key(secret).IsDone ? null : Key(secret).Refusal);

    public async Task<AttemptResult> Send(Parcel parcel, CancellationToken cancel)
    {
        var options = SftpOptions.Read(parcel.Options);
        if (!options.IsDone) return new(AttemptOutcome.MadeBadly, Sentence.Of(options.Refusal)) { IsOfThisOne = true };
        var key = Key(parcel.Secret ?? "");
        if (!key.IsDone) return new(AttemptOutcome.MadeBadly, Sentence.Of(key.Refusal)) { IsOfThisOne = true };
        IPAddress address;
        try
        {
            address = (await _guard.Resolve(options.Value.Host, cancel).ConfigureAwait(false))[0];
        }
        catch (BlockedAddressException blocked)
        {
            return new(AttemptOutcome.NotConnected, blocked.Said);
        }
        catch (Exception failed) when (failed is SocketException or OperationCanceledException or ArgumentException)
        {
            return new(AttemptOutcome.NotConnected, new Sentence("name-unknown", "Their name can't be resolved. Nothing was sent."));
        }
        using var upload = new Upload(parcel, options.Value, address, key.Value);
        // The library waits in its own threads: cut off, it ends at once. What is not connected yet can't be cut off, and listens itself.
        using var cut = cancel.Register(upload.CutOff);
        return await Task.Run(() => upload.Run(cancel), CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>What proves us to them, told apart by its form: a private key in PEM, or a password; the key is null where it is one.</summary>
    private static Outcome<Proof> Key(string secret)
    {
        if (secret.Length == 0) return new Refusal("secret-missing", "There is nothing to sign in with. Give a password, or a private key (PEM), as the secret.", "secret");
        if (!PemText.Is(secret)) return new Proof(secret, null);
        try
        {
            using var stream = new MemoryStream(Encoding.ASCII.GetBytes(PemText.InLines(secret)));
            return new Proof("", new PrivateKeyFile(stream));
        }
        catch (Exception unreadable) when (unreadable is SshException or FormatException or ArgumentException or CryptographicException or NotSupportedException or InvalidOperationException or IOException)
        {
            return new Refusal("secret-bad", "The private key can't be read. Give it whole, in PEM, without a pass phrase.", "secret");
        }
    }

    private sealed record Proof(string Password, PrivateKeyFile? Key);

    /// <summary>One upload, and how far it has come: that decides what an error means.</summary>
    private sealed class Upload : IDisposable
    {
        private readonly Parcel _parcel;
        private readonly SftpOptions _options;
        private readonly Proof _proof;
        private readonly SftpClient _client;
        private readonly string _path;
        private string? _strangeKey;
        private bool _isConnected;
        private bool _hasBegun;
        private bool _isRenaming;

        internal Upload(Parcel parcel, SftpOptions options, IPAddress address, Proof proof)
        {
            (_parcel, _options, _proof, _path) = (parcel, options, proof, options.PathOf(ParcelFile.NameOf(parcel)));
            // The very address that was looked at is dialled.
            _client = new SftpClient(new ConnectionInfo(address.ToString(), options.Port, options.User, Methods(options.User, proof)) { Timeout = TimeSpan.FromSeconds(10) }) { OperationTimeout = TimeSpan.FromSeconds(25) };
            _client.HostKeyReceived += CheckKey;
        }

        private string Part => _path + ParcelFile.Unfinished;

        internal async Task<AttemptResult> Run(CancellationToken cancel)
        {
            try
            {
                Say($"connect to {_client.ConnectionInfo.Host}:{_options.Port}");
                await _client.ConnectAsync(cancel).ConfigureAwait(false);
                _isConnected = true;
                Say($"signed in as {_options.User}\nwrite {Part}, {_parcel.Bytes.Length} bytes");
                Write();
                var size = _client.GetAttributes(Part).Size;
                _parcel.Transcript?.Theirs($"{size} bytes are there");
                if (size != _parcel.Bytes.Length) return new(AttemptOutcome.Refused, new Sentence("kept-part", "Their server kept {0} of {1} bytes. It was not renamed, so it has not arrived.", size, _parcel.Bytes.Length)) { Bytes = size };
                Say($"rename it to {_path}");
                Rename();
                _parcel.Transcript?.Theirs("it is renamed");
                return new(AttemptOutcome.Arrived, new Sentence("in-their-folder", "It is in their folder, whole: its size was read back, and it was renamed.")) { Bytes = size };
            }
            catch (Exception failed) when (failed is SshException or SocketException or IOException or ObjectDisposedException or InvalidOperationException or NotSupportedException or ArgumentException or OperationCanceledException)
            {
                return Failed(failed);
            }
        }

        private void Say(FormattableString words) => _parcel.Transcript?.Ours(FormattableString.Invariant(words));

        internal void CutOff()
        {
            try { _client.Dispose(); }
            catch (Exception broken) when (broken is SshException or SocketException or ObjectDisposedException) { /* it is as good as gone */ }
        }

        private static AuthenticationMethod[] Methods(string user, Proof proof)
        {
            if (proof.Key is { } key) return [new PrivateKeyAuthenticationMethod(user, key)];
            var asked = new KeyboardInteractiveAuthenticationMethod(user);
            asked.AuthenticationPrompt += (_, asks) =>
            {
                foreach (var prompt in asks.Prompts) prompt.Response = proof.Password;
            };
            return [new PasswordAuthenticationMethod(user, proof.Password), asked];
        }

        private void CheckKey(object? sender, HostKeyEventArgs shown)
        {
            var fingerprint = Convert.ToBase64String(SHA256.HashData(shown.HostKey)).TrimEnd('=');
            _parcel.Transcript?.Theirs($"{shown.HostKeyName} SHA256:{fingerprint}");
            shown.CanTrust = _options.HostKeys.Contains(fingerprint, StringComparer.Ordinal);
            if (!shown.CanTrust) _strangeKey = fingerprint;
        }

        private void Write()
        {
            using var stream = new MemoryStream(_parcel.Bytes.ToArray(), writable: false);
            _hasBegun = true;
            _client.UploadFile(stream, Part, canOverride: true);
        }

        private void Rename()
        {
            _isRenaming = true;
            try
            {
                _client.RenameFile(Part, _path, isPosix: true);
            }
            catch (NotSupportedException)
            {
                // A plain rename does not replace. What stands there an earlier attempt of this very message renamed, whole.
                if (!_client.Exists(_path)) _client.RenameFile(Part, _path);
            }
        }

        private AttemptResult Failed(Exception failed)
        {
            if (_strangeKey is { } key)
                return new(AttemptOutcome.NotConnected, new Sentence("host-key-changed", "Their server shows another key than the pinned one (host-key-changed): SHA256:{0}. Nothing was sent, not even the name of the user. Ask the client by phone whether they changed it; if not, somebody may stand in between.", key));
            if (!_isConnected && failed is SshAuthenticationException) return new(AttemptOutcome.Refused, new Sentence("sftp-sign-in-refused", "They did not let us in: the user, the password or the key is not theirs (sign-in-refused). Nothing was sent."));
            if (!_hasBegun) return new(AttemptOutcome.NotConnected, new Sentence("not-connected-nothing", "We could not connect: {0}. Nothing was sent.", Reason(failed)));
            if (IsAnswer(failed))
            {
                return new(AttemptOutcome.Refused, _isRenaming
                    ? new Sentence("rename-refused", "Their server refused to rename it: {0}. It has not arrived.", Reason(failed))
                    : new Sentence("keep-refused", "Their server refused to keep it: {0}. It has not arrived.", Reason(failed)));
            }
            return _isRenaming
                ? new(AttemptOutcome.Unknown, new Sentence("rename-unknown", "It was written whole and its rename was sent, but no answer came: {0}. It may have arrived.", Reason(failed))) { Bytes = _parcel.Bytes.Length }
                : new(AttemptOutcome.Unknown, new Sentence("write-broke", "The connection broke while it was written: {0}. It is not under its name, but a part of it may be there as {1}.", Reason(failed), ParcelFile.Unfinished));
        }

        /// <summary>Whether their server said no, and is still there.</summary>
        private static bool IsAnswer(Exception failed) => failed is SftpException { StatusCode: not (StatusCode.ConnectionLost or StatusCode.NoConnection) };

        private static Sentence Reason(Exception failed) => failed switch
        {
            SftpPermissionDeniedException => new Sentence("because-no-right", "we have no right to (permission-denied)"),
            SftpPathNotFoundException => new Sentence("because-no-folder", "the folder is not there (no-such-file)"),
            SftpException { StatusCode: StatusCode.Failure } => new Sentence("because-failure", "a failure, as of a full disk"),
            SftpException sftp => sftp.StatusCode.ToString(),
            SshOperationTimeoutException => Because.TimeRanOut,
            _ => Because.Of(failed),
        };

        public void Dispose()
        {
            CutOff();
            _proof.Key?.Dispose();
        }
    }
}
