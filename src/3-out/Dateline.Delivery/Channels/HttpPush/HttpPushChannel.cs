using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Dateline.News;
using Dateline.Store.Deliveries;

namespace Dateline.Delivery.Channels.HttpPush;

/// <summary>
/// Posts a release to a client's address, signed as Standard Webhooks says. 2xx is a receipt, 410 ends the destination, a redirect is never followed,
/// and what was sent without an answer may have arrived.
/// </summary>
internal sealed class HttpPushChannel : IDeliveryChannel, IDisposable
{
    private const int MostOfAnswer = 500;
    private readonly HttpMessageInvoker _http;

    internal HttpPushChannel(IReadOnlyList<IPNetwork> allowed) : this(new OutboundGuard(allowed)) { }

    internal HttpPushChannel(OutboundGuard guard) => _http = new HttpMessageInvoker(guard.Handler());

    public string Name => "http-push";

    public IReadOnlyList<ChannelOption> Options { get; } = [new("url", "https://ledger.example/incoming")];

    public SecretUse Secret => SecretUse.Made;

    public Refusal? WhyNot(string options, string? secret) => secret is { Length: > 0 } && !StandardWebhooks.IsSecret(secret)
        ? new("secret-bad", "The secret is not one: 24 to 64 bytes in base64, with or without whsec_ in front. Nothing was saved.", "secret")
        : HttpPushOptions.Read(options).Refusal;

    public string NewSecret() => StandardWebhooks.NewSecret();

    public async Task<AttemptResult> Send(Parcel parcel, CancellationToken cancel)
    {
        var options = HttpPushOptions.Read(parcel.Options);
        if (!options.IsDone) return new(AttemptOutcome.MadeBadly, Sentence.Of(options.Refusal)) { IsOfThisOne = true };
        var body = new WatchedContent(parcel.Bytes);
        using var request = Request(parcel, options.Value, body);
        try
        {
            using var response = await _http.SendAsync(request, cancel).ConfigureAwait(false);
            return await Read(response, parcel, cancel).ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException or OperationCanceledException or SocketException or AuthenticationException or InvalidOperationException)
        {
            if (body.HasBegun) parcel.Transcript?.Ours(request, parcel.Bytes.Length);
            return Failed(failed, body);
        }
    }

    private static HttpRequestMessage Request(Parcel parcel, HttpPushOptions options, HttpContent body)
    {
        var id = parcel.Id.ToString("D");
        var request = new HttpRequestMessage(HttpMethod.Post, options.Url) { Content = body, Version = HttpVersion.Version11 };
        body.Headers.ContentType = MediaTypeHeaderValue.Parse(parcel.ContentType);
        request.Headers.TryAddWithoutValidation("webhook-id", id);
        request.Headers.TryAddWithoutValidation("webhook-timestamp", StandardWebhooks.Timestamp(parcel.At));
        if (parcel.Secret is { } secret) request.Headers.TryAddWithoutValidation("webhook-signature", StandardWebhooks.Sign(secret, id, parcel.At, parcel.Bytes.Span));
        request.Headers.TryAddWithoutValidation("Dateline-Guid", Escaped(parcel.Guid));
        if (parcel.Story != parcel.Guid) request.Headers.TryAddWithoutValidation("Dateline-Story", Escaped(parcel.Story));
        if (parcel.Follows is { } follows) request.Headers.TryAddWithoutValidation("Dateline-Evolved-From", Escaped(follows));
        request.Headers.TryAddWithoutValidation("Dateline-Version", parcel.Version.ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation("Dateline-Status", StoryJson.Name(parcel.Status));
        request.Headers.TryAddWithoutValidation("Dateline-Sequence", parcel.Sequence.ToString(CultureInfo.InvariantCulture));
        if (parcel.File is { } file) request.Headers.TryAddWithoutValidation("Dateline-File", file);
        if (parcel.ReplayOf is { } replay) request.Headers.TryAddWithoutValidation("Dateline-Replay-Of", replay.ToString("D"));
        request.Headers.TryAddWithoutValidation("User-Agent", "Dateline");
        return request;
    }

    private static string Escaped(string guid) => Uri.EscapeDataString(guid).Replace("%3A", ":", StringComparison.Ordinal);

    private static async Task<AttemptResult> Read(HttpResponseMessage response, Parcel parcel, CancellationToken cancel)
    {
        var status = (int)response.StatusCode;
        var answer = await Beginning(response, cancel).ConfigureAwait(false);
        parcel.Transcript?.Ours(response.RequestMessage!, parcel.Bytes.Length);
        parcel.Transcript?.Theirs(response, answer);
        var result = new AttemptResult(AttemptOutcome.Refused, new Sentence("answered", "They answered {0}.", status)) { Status = status, Bytes = parcel.Bytes.Length, Answer = answer };
        return status switch
        {
            >= 200 and < 300 => result with { Outcome = AttemptOutcome.Arrived },
            410 => result with { Detail = new Sentence("answered-gone", "They answered 410: this address is gone for good."), IsGone = true },
            >= 300 and < 400 => result with { Detail = new Sentence("answered-redirect", "They answered {0}, a redirect, which is never followed. The address must be changed in the destination.", status) },
            408 or 425 or 429 or >= 500 => result with { RetryAfter = RetryAfter(response, parcel.At) },
            401 or 403 or 404 or 407 => result,
            _ => result with { IsOfThisOne = true },
        };
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response, Instant now) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when Instant.From(date) - now is var wait && wait > TimeSpan.Zero => wait,
        _ => null,
    };

    /// <summary>How the answer begins. The status is the receipt: an answer that never ends, or breaks off, changes nothing of it.</summary>
    private static async Task<string?> Beginning(HttpResponseMessage response, CancellationToken cancel)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(TimeSpan.FromSeconds(2));
        var buffer = new byte[MostOfAnswer];
        var have = 0;
        try
        {
            using var stream = await response.Content.ReadAsStreamAsync(deadline.Token).ConfigureAwait(false);
            while (have < buffer.Length && await stream.ReadAsync(buffer.AsMemory(have), deadline.Token).ConfigureAwait(false) is > 0 and var read) have += read;
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException or HttpRequestException) { /* what came is kept */ }
        return have == 0 ? null : Printable(Encoding.UTF8.GetString(buffer, 0, have));
    }

    private static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();

    private static AttemptResult Failed(Exception failed, WatchedContent body)
    {
        var blocked = failed as BlockedAddressException ?? failed.InnerException as BlockedAddressException;
        if (blocked is not null) return new(AttemptOutcome.NotConnected, blocked.Said);
        if (!body.HasBegun) return new(AttemptOutcome.NotConnected, new Sentence("not-connected", "We could not connect: {0}. It has not arrived.", Because.Of(failed)));
        return new(AttemptOutcome.Unknown, new Sentence("no-answer", "It was sent, and no answer came: {0}. It may have arrived.", Because.Of(failed))) { Bytes = body.Length };
    }

    public void Dispose() => _http.Dispose();

    /// <summary>A body that knows whether its first byte was handed to the network: before that, nothing can have arrived.</summary>
    private sealed class WatchedContent(ReadOnlyMemory<byte> bytes) : HttpContent
    {
        internal bool HasBegun { get; private set; }

        internal long Length => bytes.Length;

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            HasBegun = true;
            await stream.WriteAsync(bytes).ConfigureAwait(false);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = bytes.Length;
            return true;
        }
    }
}
