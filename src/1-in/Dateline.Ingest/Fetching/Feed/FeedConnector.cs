using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Dateline.Ingest.HttpPush;

namespace Dateline.Ingest.Fetching.Feed;

/// <summary>
/// Asks a web address for what is new (RFC 9110): RSS, Atom, JSON Feed or any other format that is read, whole in one answer. It asks with what the last answer was known by, so that
/// "nothing new" is a few bytes; follows a few redirects, and says who we are only where we were sent; waits as long as it is told to. A web page where a feed should be is trouble, not news.
/// </summary>
internal sealed class FeedConnector(IWayOut way, TimeProvider time) : IConnector, IDisposable
{
    private const int MostRedirects = 5;
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(24);

    private readonly HttpMessageInvoker _http = new(way.Handler());

    public SourceKind Kind => SourceKind.Feed;

    public async IAsyncEnumerable<Fetched> Fetch(Asked asked, [EnumeratorCancellation] CancellationToken stop)
    {
        var feed = asked.Settings.Feed!;
        var known = FeedPosition.Read(asked.Place, feed.Url);
        using var answer = await Ask(feed, asked.Secret, known, stop);
        if (answer.StatusCode == HttpStatusCode.NotModified) yield break;
        if (answer.StatusCode != HttpStatusCode.OK) throw Refused(answer);
        var bytes = await Body(answer, stop);
        var position = new FeedPosition(feed.Url, Header(answer, "ETag"), Header(answer, "Last-Modified", ofContent: true), Convert.ToHexStringLower(SHA256.HashData(bytes.Span)));
        if (bytes.IsEmpty) throw new FetchException("feed-empty", "They answered with nothing at all. Nothing was lost; it is asked again.");
        if (IsPage(bytes.Span)) throw new FetchException("feed-page", "They answered with a web page, not with a feed: it may ask to sign in, or say that something is wrong. Nothing was taken in. Look at the address in a browser.");
        yield return new() { Bytes = position.Sha256 == known?.Sha256 ? null : bytes, Place = position.Write() };
    }

    private async Task<HttpResponseMessage> Ask(FeedPlace feed, string? secret, FeedPosition? known, CancellationToken stop)
    {
        var first = new Uri(feed.Url);
        if (secret is not null && first.Scheme != "https" && !first.IsLoopback) throw new FetchException("not-encrypted", "The source has a secret and its address begins with http://: anybody on the way could read it. Nothing was sent. Use https://.");
        var url = first;
        for (var hop = 0; ; hop++)
        {
            using var request = Request(url, known);
            if (secret is not null && IsSamePlace(first, url)) Prove(request, feed, secret);
            var answer = await _http.SendAsync(request, stop);
            if (!IsRedirect(answer)) return answer;
            using (answer) url = Next(url, answer, hop);
        }
    }

    private static HttpRequestMessage Request(Uri url, FeedPosition? known)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.TryAddWithoutValidation("User-Agent", "Dateline");
        request.Headers.TryAddWithoutValidation("Accept", "application/rss+xml, application/atom+xml, application/feed+json, application/xml, application/json;q=0.9, */*;q=0.5");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip");
        if (known?.Etag is { } etag) request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        if (known?.Modified is { } modified) request.Headers.TryAddWithoutValidation("If-Modified-Since", modified);
        return request;
    }

    private static void Prove(HttpRequestMessage request, FeedPlace feed, string secret)
    {
        if (feed.Header is { } header) request.Headers.TryAddWithoutValidation(header, secret);
        else request.Headers.Authorization = feed.User is { } user ? new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{secret}"))) : new AuthenticationHeaderValue("Bearer", secret);
    }

    private static bool IsSamePlace(Uri one, Uri other) => one.Scheme == other.Scheme && one.Host == other.Host && one.Port == other.Port;

    private static bool IsRedirect(HttpResponseMessage answer) => answer.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    private static Uri Next(Uri url, HttpResponseMessage answer, int hop)
    {
        if (hop == MostRedirects) throw new FetchException("redirects", $"They sent us on more than {MostRedirects} times. Nothing was lost; ask them for the right address.");
        if (answer.Headers.Location is not { } location || !Uri.TryCreate(url, location, out var next) || next.Scheme is not ("https" or "http")) throw new FetchException("redirect-bad", "They sent us on to nowhere. Nothing was lost; ask them for the right address.");
        return url.Scheme == "https" && next.Scheme == "http" ? throw new FetchException("redirect-clear", "They sent us on from https to http, where anybody on the way could change what comes. We did not follow. Ask them for the right address.") : next;
    }

    private FetchException Refused(HttpResponseMessage answer)
    {
        var status = (int)answer.StatusCode;
        return answer.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new("sign-in-refused", string.Create(CultureInfo.InvariantCulture, $"They did not let us in ({status}): the user, the password or the key is not right any more. Nothing was lost."), After(answer)),
            HttpStatusCode.NotFound or HttpStatusCode.Gone => new("feed-gone", string.Create(CultureInfo.InvariantCulture, $"There is no feed at this address ({status}). Ask them where it is now."), After(answer)),
            HttpStatusCode.TooManyRequests => new("too-often", "They say that we ask too often (429). We wait; ask them how often is right.", After(answer)),
            _ => new("feed-answers", string.Create(CultureInfo.InvariantCulture, $"Their server answered {status}. Nothing was lost; it is asked again."), After(answer)),
        };
    }

    /// <summary>How long they ask us to wait, in seconds or until a time (RFC 9110 §10.2.3): never more than a day.</summary>
    private TimeSpan? After(HttpResponseMessage answer)
    {
        var wait = answer.Headers.RetryAfter switch { { Delta: { } delta } => delta, { Date: { } date } => date - time.GetUtcNow(), _ => (TimeSpan?)null };
        return wait is not { } stated || stated <= TimeSpan.Zero ? null : stated < LongestWait ? stated : LongestWait;
    }

    private static async Task<ReadOnlyMemory<byte>> Body(HttpResponseMessage answer, CancellationToken stop)
    {
        if (answer.Content.Headers.ContentLength > BodyReader.MostBytes) throw TooLarge;
        await using var stream = await answer.Content.ReadAsStreamAsync(stop);
        if (await BodyReader.ToEnd(stream, (int)Math.Min(answer.Content.Headers.ContentLength ?? 16_384, BodyReader.MostBytes), BodyReader.MostBytes, stop) is not { } bytes) throw TooLarge;
        var coding = string.Join(',', answer.Content.Headers.ContentEncoding);
        if (coding is "" or "identity") return bytes;
        if (!coding.Equals("gzip", StringComparison.OrdinalIgnoreCase) && !coding.Equals("x-gzip", StringComparison.OrdinalIgnoreCase)) throw new FetchException("encoding-unknown", "They packed their answer in a way that we did not ask for. Nothing was taken in.");
        var unpacked = await BodyReader.Unpacked(bytes, stop);
        return unpacked.IsDone ? unpacked.Value
            : unpacked.Refusal.Code == "inflated-limit" ? throw TooLarge
            : throw new FetchException("gzip-broken", "Their answer was cut off, or is not packed as it says. Nothing was taken in; it is asked again.");
    }

    private static FetchException TooLarge => new("too-large", $"Their answer has more than {BodyReader.MostBytes} bytes. Nothing of it was taken in. Ask them for a shorter feed.");

    private static string? Header(HttpResponseMessage answer, string name, bool ofContent = false) =>
        (ofContent ? (HttpHeaders)answer.Content.Headers : answer.Headers).TryGetValues(name, out var values) && values.FirstOrDefault() is { Length: > 0 and <= 1000 } value ? value : null;

    /// <summary>Whether it is a page for a browser, by its bytes: what they call it is often wrong.</summary>
    private static bool IsPage(ReadOnlySpan<byte> bytes)
    {
        var start = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, 200)]).TrimStart('\uFEFF', ' ', '\r', '\n', '\t');
        return start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
    }

    public FetchTrouble? Explain(Exception exception) => Dialling.Explain(exception);

    public void Dispose() => _http.Dispose();
}
