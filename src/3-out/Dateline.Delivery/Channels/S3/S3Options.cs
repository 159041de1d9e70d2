using System.Text.Json;
using Dateline.News;

namespace Dateline.Delivery.Channels.S3;

/// <summary>What a destination says of a bucket.</summary>
/// <param name="Endpoint">The service's address, without a path.</param>
/// <param name="Bucket">The bucket.</param>
/// <param name="Region">Its region; "us-east-1" where none is stated.</param>
/// <param name="Prefix">What stands before every name, ending in a slash; empty: nothing.</param>
/// <param name="KeyId">The id of the access key; its secret is the destination's.</param>
internal sealed record S3Options(Uri Endpoint, string Bucket, string Region, string Prefix, string KeyId)
{
    internal static Outcome<S3Options> Read(string options) => ChannelOptions.Read(options, Read, Bad("The options are not JSON."));

    private static Outcome<S3Options> Read(JsonElement options)
    {
        if (!Uri.TryCreate(options.Line("endpoint"), UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("https" or "http") || endpoint.PathAndQuery != "/" || endpoint.UserInfo.Length > 0) return Bad("The \"endpoint\" is not a web address without a path.");
        if (options.Line("bucket") is not { } bucket || bucket.Length is < 3 or > 63 || !bucket.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.') || bucket.Contains("..", StringComparison.Ordinal)) return Bad("The \"bucket\" is not the name of one.");
        if (options.Line("keyId") is not { } keyId || keyId.Length > 128 || !keyId.All(char.IsAsciiLetterOrDigit)) return Bad("There is no \"keyId\", the id of the access key.");
        var region = options.Line("region") ?? "us-east-1";
        if (region.Length > 40 || !region.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')) return Bad("The \"region\" is not one.");
        var prefix = (options.Line("prefix") ?? "").Trim('/');
        if (prefix.Length > 200 || !prefix.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/') || prefix.Split('/').Any(static p => p is "." or "..") || prefix.Contains("//", StringComparison.Ordinal)) return Bad("The \"prefix\" has other than letters, digits and - _ . / in it.");
        return new S3Options(endpoint, bucket, region, prefix.Length == 0 ? "" : prefix + "/", keyId);
    }

    private static Refusal Bad(string what) => new("options-bad", what + " Nothing was saved. Write it like {\"endpoint\":\"https://s3.eu-north-1.amazonaws.com\",\"region\":\"eu-north-1\",\"bucket\":\"ledger-wire\",\"prefix\":\"np/\",\"keyId\":\"AKIA…\"}; the secret is the access key's.", "options");
}
