using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Dateline.News;
using Dateline.Store.Deliveries;

namespace Dateline.Delivery.Channels.Ftp;

/// <summary>
/// Puts a release on a client's FTP server, over TLS: written as <c>.part</c>, its size read back, then renamed. What was sent and not confirmed may have arrived.
/// FTP in the clear is for those who have nothing else, and must be asked for.
/// </summary>
internal sealed class FtpChannel(IReadOnlyList<IPNetwork> allowed) : IDeliveryChannel
{
    private const int MostOfAnswer = 500;
    private readonly OutboundGuard _guard = new(allowed);

    public string Name => "ftp";

    public IReadOnlyList<ChannelOption> Options { get; } =
    [
        new("host", "ftp.ledger.example"),
        new("port", "21", IsNeeded: false, ChannelOptionKind.Number),
        new("user", "dateline"),
        new("folder", "incoming"),
        new("security", "tls", IsNeeded: false) { Choices = ["tls", "none"] },
        new("certificates", "9F:86:…", IsNeeded: false, ChannelOptionKind.List),
    ];

    public SecretUse Secret => SecretUse.Given;

    public Refusal? WhyNot(string options, string? secret) => FtpOptions.Read(options).Refusal ?? secret switch
    {
        "" => new Refusal("secret-missing", "There is no password to sign in with. Nothing was saved. Give it as the secret.", "secret"),
        not null when secret.Any(char.IsControl) => new Refusal("secret-bad", "The password holds a control character, which would end the command that carries it. Nothing was saved.", "secret"),
        _ => null,
    };

    public async Task<AttemptResult> Send(Parcel parcel, CancellationToken cancel)
    {
        var options = FtpOptions.Read(parcel.Options);
        if ((options.Refusal ?? WhyNot(parcel.Options, parcel.Secret ?? "")) is { } bad) return new(AttemptOutcome.MadeBadly, Sentence.Of(bad)) { IsOfThisOne = true };
        var upload = new Upload(parcel, options.Value!);
        try
        {
            var address = (await _guard.Resolve(options.Value!.Host, cancel).ConfigureAwait(false))[0];
            return await upload.Run(new IPEndPoint(address, options.Value.Port), cancel).ConfigureAwait(false);
        }
        catch (BlockedAddressException blocked)
        {
            return new(AttemptOutcome.NotConnected, blocked.Said);
        }
        catch (Exception failed) when (failed is IOException or SocketException or AuthenticationException or OperationCanceledException or ArgumentException)
        {
            return upload.Failed(failed);
        }
    }

    /// <summary>One upload, and how far it has come: that decides what an error means.</summary>
    private sealed class Upload(Parcel parcel, FtpOptions options)
    {
        private readonly string _path = options.PathOf(ParcelFile.NameOf(parcel));
        private bool _isSecure;
        private bool _hasBegun;
        private bool _isRenaming;

        internal async Task<AttemptResult> Run(IPEndPoint server, CancellationToken cancel)
        {
            var talk = await FtpTalk.Open(server, options.Host, options.Certificates, parcel.Transcript, cancel).ConfigureAwait(false);
            await using (talk.ConfigureAwait(false))
            {
                if (!options.InTheClear) await talk.Protect(cancel).ConfigureAwait(false);
                _isSecure = true;
                await talk.SignIn(options.User, parcel.Secret!, cancel).ConfigureAwait(false);
                _hasBegun = true;
                var part = _path + ParcelFile.Unfinished;
                await talk.Store(part, parcel.Bytes, cancel).ConfigureAwait(false);
                if (await talk.SizeOf(part, cancel).ConfigureAwait(false) is { } size && size != parcel.Bytes.Length)
                    return new(AttemptOutcome.Refused, new Sentence("kept-part", "Their server kept {0} of {1} bytes. It was not renamed, so it has not arrived.", size, parcel.Bytes.Length)) { Bytes = size };
                _isRenaming = true;
                await Rename(talk, part, cancel).ConfigureAwait(false);
                return await Check(talk, cancel).ConfigureAwait(false);
            }
        }

        private async Task Rename(FtpTalk talk, string part, CancellationToken cancel)
        {
            try
            {
                await talk.Rename(part, _path, cancel).ConfigureAwait(false);
            }
            catch (FtpRefusedException no) when (no is { Command: "RNTO", Reply.IsPermanent: true })
            {
                // Some servers do not rename over a file. What stands there whole an earlier attempt of this very message put there.
                if (await talk.SizeOf(_path, cancel).ConfigureAwait(false) != parcel.Bytes.Length) throw;
            }
        }

        /// <summary>The receipt: its size under its own name, where the server says sizes.</summary>
        private async Task<AttemptResult> Check(FtpTalk talk, CancellationToken cancel) => await talk.SizeOf(_path, cancel).ConfigureAwait(false) switch
        {
            null => new(AttemptOutcome.Arrived, new Sentence("in-their-folder-unmeasured", "It is in their folder: they took it and renamed it. Their server does not say sizes.")) { Status = 250, Bytes = parcel.Bytes.Length },
            { } size when size == parcel.Bytes.Length => new(AttemptOutcome.Arrived, new Sentence("in-their-folder", "It is in their folder, whole: it was renamed, and its size was read back.")) { Status = 250, Bytes = size },
            { } size => new(AttemptOutcome.Unknown, new Sentence("renamed-another", "It was renamed, but its size is {0} now, not {1}.", size, parcel.Bytes.Length)) { Bytes = size },
        };

        internal AttemptResult Failed(Exception failed)
        {
            if (failed is FtpRefusedException no) return Refused(no);
            if (failed is AuthenticationException)
                return new(AttemptOutcome.NotConnected, new Sentence("certificate-bad", "Their certificate is not one that is trusted for their name, or pinned by \"certificates\" (certificate-bad). Nothing was sent, not even the name of the user."));
            if (!_hasBegun) return new(AttemptOutcome.NotConnected, new Sentence("not-connected-nothing", "We could not connect: {0}. Nothing was sent.", Reason(failed)));
            return _isRenaming
                ? new(AttemptOutcome.Unknown, new Sentence("rename-unknown", "It was written whole and its rename was sent, but no answer came: {0}. It may have arrived.", Reason(failed))) { Bytes = parcel.Bytes.Length }
                : new(AttemptOutcome.Unknown, new Sentence("write-broke", "The connection broke while it was written: {0}. It is not under its name, but a part of it may be there as {1}.", Reason(failed), ParcelFile.Unfinished));
        }

        private AttemptResult Refused(FtpRefusedException no)
        {
            var answer = string.Concat(no.Reply.Words.Take(MostOfAnswer).Select(static c => char.IsControl(c) ? ' ' : c)).Trim();
            var what = (no.Command, no.Reply.Code) switch
            {
                (FtpTalk.Greeting, _) => new Sentence("ftp-busy", "They take no connections now (busy). Nothing was sent."),
                ("AUTH TLS" or "PBSZ" or "PROT", _) => new Sentence("ftp-no-security", "They offer no TLS (no-security). Nothing was sent. Where they have no other server, \"security\":\"none\" sends in the clear."),
                ("PASS", >= 500) => new Sentence("ftp-sign-in-refused", "They did not let us in: the user or the password is not theirs (sign-in-refused). Nothing was sent."),
                (_, 452 or 552) => new Sentence("ftp-disk-full", "Their disk is full, or our share of it is (disk-full). It has not arrived."),
                (_, 550 or 553) => new Sentence("ftp-file-refused", "Their server refused the folder or the file (permission-denied or no-such-file). It has not arrived."),
                _ => new Sentence("ftp-refused", "Their server refused it. It has not arrived."),
            };
            return new(_isSecure ? AttemptOutcome.Refused : AttemptOutcome.NotConnected, new Sentence("ftp-answered", "{0} {1} was answered {2}.", what, no.Command == FtpTalk.Greeting ? new Sentence("ftp-greeting", FtpTalk.Greeting) : no.Command, no.Reply.Code)) { Status = no.Reply.Code, Answer = answer };
        }

        private static Sentence Reason(Exception failed) => failed switch
        {
            FtpBrokenException { Why: var why } => why,
            { InnerException: SocketException socket } => Because.Of(socket),
            OperationCanceledException or SocketException => Because.Of(failed),
            _ => failed.Message,
        };
    }
}
