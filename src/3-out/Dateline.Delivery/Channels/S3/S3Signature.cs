using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dateline.News;

namespace Dateline.Delivery.Channels.S3;

/// <summary>AWS Signature Version 4, for one request with its body: what S3 and those that speak like it ask for.</summary>
internal static class S3Signature
{
    /// <summary>Signs a request; its address and its headers must be final. The body's hash goes with it, so that no byte of it can be changed on the way.</summary>
    internal static void Sign(HttpRequestMessage request, ReadOnlySpan<byte> body, S3Options options, string secret, Instant at)
    {
        var stamp = at.ToDateTimeOffset().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var scope = $"{stamp[..8]}/{options.Region}/s3/aws4_request";
        var hash = Convert.ToHexStringLower(SHA256.HashData(body));
        var uri = request.RequestUri!;
        var host = uri.IsDefaultPort ? uri.Host : $"{uri.Host}:{uri.Port.ToString(CultureInfo.InvariantCulture)}";
        request.Headers.Host = host;
        request.Headers.TryAddWithoutValidation("x-amz-date", stamp);
        request.Headers.TryAddWithoutValidation("x-amz-content-sha256", hash);
        const string signed = "host;x-amz-content-sha256;x-amz-date";
        var canonical = $"{request.Method.Method}\n{uri.AbsolutePath}\n\nhost:{host}\nx-amz-content-sha256:{hash}\nx-amz-date:{stamp}\n\n{signed}\n{hash}";
        var toSign = $"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var part in (string[])[stamp[..8], options.Region, "s3", "aws4_request"]) key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        request.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential={options.KeyId}/{scope}, SignedHeaders={signed}, Signature={Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)))}");
    }
}
