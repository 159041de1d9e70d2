using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;
using Dateline.News;
using Dateline.Store.Deliveries;

namespace Dateline.Delivery.Channels.S3;

/// <summary>
/// Puts a release into a client's bucket, of S3 or of a service that speaks like it. An object is there whole or not at all, so there is no part file; the receipt is the service's
/// answer with the MD5 that it reckoned of what it has, and where it states none, a look back at what lies there. The same message has the same name in every attempt.
/// </summary>
internal sealed class S3Channel : IDeliveryChannel, IDisposable
{
    private const int MostOfAnswer = 500;
    private readonly HttpMessageInvoker _http;

    internal S3Channel(IReadOnlyList<IPNetwork> allowed) => _http = new HttpMessageInvoker(new OutboundGuard(allowed).Handler());

    public string Name => "s3";

    public IReadOnlyList<ChannelOption> Options { get; } =
    [
        new("endpoint", "https://s3.eu-north-1.amazonaws.com"),
        new("region", "us-east-1", IsNeeded: false),
        new("bucket", "ledger-wire"),
        new("prefix", "np/", IsNeeded: false),
        new("keyId", "AKIA…"),
    ];

    public SecretUse Secret => SecretUse.Given;

    public Refusal? WhyNot(string options, string? secret) => secret is { Length: 0 } or { Length: > 200 } || secret?.Any(char.IsControl) == true
        ? new("secret-bad", "The secret is the access key's, as the service told it. Nothing was saved.", "secret")
        : S3Options.Read(options).Refusal;

    public async Task<AttemptResult> Send(Parcel parcel, CancellationToken cancel)
    {
        var read = S3Options.Read(parcel.Options);
        if (!read.IsDone) return new(AttemptOutcome.MadeBadly, Sentence.Of(read.Refusal)) { IsOfThisOne = true };
        if (parcel.Secret is not { Length: > 0 } secret) return new(AttemptOutcome.MadeBadly, new Sentence("no-access-secret", "There is no secret for the access key."));
        var options = read.Value;
        var address = new Uri(options.Endpoint, $"/{options.Bucket}/{options.Prefix}{ParcelFile.NameOf(parcel)}");
        var hasBegun = false;
        try
        {
            using var put = Request(HttpMethod.Put, address, parcel, parcel.Bytes, options, secret);
            hasBegun = true;
            using var answer = await _http.SendAsync(put, cancel).ConfigureAwait(false);
            parcel.Transcript?.Ours(put, parcel.Bytes.Length);
            parcel.Transcript?.Theirs(answer, null);
            if (!answer.IsSuccessStatusCode) return await Refused(answer, parcel, cancel).ConfigureAwait(false);
            var status = (int)answer.StatusCode;
            if (IsMd5Of(answer.Headers.ETag?.Tag, parcel.Bytes.Span)) return new(AttemptOutcome.Arrived, new Sentence("in-bucket", "It is in the bucket, whole: the service has the same bytes.")) { Status = status, Bytes = parcel.Bytes.Length };
            // With encryption of its own the tag is no MD5: then its length says whether it is all there.
            using var head = Request(HttpMethod.Head, address, parcel, ReadOnlyMemory<byte>.Empty, options, secret);
            parcel.Transcript?.Ours(head, 0);
            using var there = await _http.SendAsync(head, cancel).ConfigureAwait(false);
            parcel.Transcript?.Theirs(there, null);
            return there.IsSuccessStatusCode && there.Content.Headers.ContentLength == parcel.Bytes.Length
                ? new(AttemptOutcome.Arrived, new Sentence("in-bucket-length", "It is in the bucket, in its whole length.")) { Status = status, Bytes = parcel.Bytes.Length }
                : new(AttemptOutcome.Unknown, new Sentence("bucket-unseen", "The service took it with {0}, but what lies there could not be seen to be it.", status)) { Status = status, Bytes = parcel.Bytes.Length };
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException or OperationCanceledException or SocketException or AuthenticationException)
        {
            return Failed(failed, hasBegun, parcel);
        }
    }

    private static HttpRequestMessage Request(HttpMethod method, Uri address, Parcel parcel, ReadOnlyMemory<byte> body, S3Options options, string secret)
    {
        var request = new HttpRequestMessage(method, address) { Version = HttpVersion.Version11 };
        if (method == HttpMethod.Put)
        {
            request.Content = new ReadOnlyMemoryContent(body);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(parcel.ContentType);
        }
        S3Signature.Sign(request, body.Span, options, secret, parcel.At);
        return request;
    }

#pragma warning disable CA5351 // What S3 answers is an MD5; it tells apart what was cut off or broken, and no attacker.
    private static bool IsMd5Of(string? tag, ReadOnlySpan<byte> bytes) => string.Equals(tag?.Trim('"'), Convert.ToHexStringLower(MD5.HashData(bytes)), StringComparison.OrdinalIgnoreCase);
#pragma warning restore CA5351

    private static async Task<AttemptResult> Refused(HttpResponseMessage answer, Parcel parcel, CancellationToken cancel)
    {
        var (status, text) = ((int)answer.StatusCode, "");
        var buffer = new byte[MostOfAnswer];
        using (var stream = await answer.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false))
            text = string.Concat(Encoding.UTF8.GetString(buffer, 0, await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel).ConfigureAwait(false)).Select(static c => char.IsControl(c) ? ' ' : c));
        parcel.Transcript?.Theirs(text);
        var result = new AttemptResult(AttemptOutcome.Refused, status switch
        {
            403 => new Sentence("bucket-sign-in-refused", "The service refused the access key, or what it may do (sign-in-refused). It has not arrived."),
            404 => new Sentence("no-bucket", "There is no such bucket. It has not arrived."),
            >= 300 and < 400 => new Sentence("bucket-elsewhere", "The service sent us elsewhere, which is never followed: endpoint or region of the destination are not the bucket's."),
            _ => new Sentence("service-answered", "The service answered {0} and has not taken it.", status),
        })
        { Status = status, Answer = text };
        return status is 429 or >= 500 ? result with { RetryAfter = answer.Headers.RetryAfter?.Delta } : result with { IsOfThisOne = status is 400 or 413 };
    }

    private static AttemptResult Failed(Exception failed, bool hasBegun, Parcel parcel)
    {
        var blocked = failed as BlockedAddressException ?? failed.InnerException as BlockedAddressException;
        if (blocked is not null) return new(AttemptOutcome.NotConnected, blocked.Said);
        var isConnecting = failed is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError };
        return hasBegun && !isConnecting
            ? new(AttemptOutcome.Unknown, new Sentence("bucket-no-answer", "It was sent, and no answer came: {0}. It may have arrived; sent again it takes the same name.", Because.Of(failed))) { Bytes = parcel.Bytes.Length }
            : new(AttemptOutcome.NotConnected, new Sentence("not-connected", "We could not connect: {0}. It has not arrived.", Because.Of(failed)));
    }

    public void Dispose() => _http.Dispose();
}
