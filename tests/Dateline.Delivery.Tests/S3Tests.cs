using System.Net;
using System.Net.Sockets;
using Dateline.Delivery.Channels.S3;
using Dateline.News;
using Dateline.Store.Deliveries;

namespace Dateline.Delivery.Tests;

/// <summary>Objects in a client's bucket, against a server that speaks as S3 does, and against one that behaves badly.</summary>
public sealed class S3Tests : IDisposable
{
    private readonly S3Channel _s3 = new([IPNetwork.Parse("127.0.0.0/8")]);

    [Fact]
    public async Task A_release_is_in_the_bucket_under_its_name_whole_and_a_repeat_makes_no_second()
    {
        await using var service = await S3Peer.Start();
        var parcel = ParcelSample.Of(Options(service.Address), "a secret");
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            var result = await _s3.Send(parcel with { Attempt = attempt }, CancellationToken.None);
            Assert.True(result.Outcome == AttemptOutcome.Arrived, result.Detail + result.Answer);
            Assert.Equal(parcel.Bytes.Length, result.Bytes);
        }
        Assert.Equal([$"np/0000000007-v3-{parcel.Id:N}.json"], await service.Names());
        Assert.Equal(parcel.Bytes.ToArray(), await service.Read($"np/0000000007-v3-{parcel.Id:N}.json"));
    }

    [Fact]
    public async Task Where_there_is_no_such_bucket_nothing_arrives_and_it_is_said()
    {
        await using var service = await S3Peer.Start();
        var result = await _s3.Send(ParcelSample.Of(Options(service.Address).Replace("ledger-wire", "other-wire", StringComparison.Ordinal), "a secret"), CancellationToken.None);
        Assert.Equal((AttemptOutcome.Refused, 404), (result.Outcome, result.Status));
        Assert.Contains("no such bucket", result.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", AttemptOutcome.Refused, "sign-in-refused")]
    [InlineData("HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", AttemptOutcome.Refused, "never followed")]
    [InlineData("HTTP/1.1 503 Slow Down\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n", AttemptOutcome.Refused, "503")]
    [InlineData("HTTP/1.1 200 OK\r\nETag: \"00000000000000000000000000000000\"\r\nContent-Length: 0\r\n\r\n", AttemptOutcome.Unknown, "could not be seen")]
    [InlineData("", AttemptOutcome.Unknown, "may have arrived")]
    public async Task Whatever_a_service_answers_is_told_for_what_it_is(string answer, AttemptOutcome outcome, string says)
    {
        await using var service = await BadService.Start(answer);
        var result = await _s3.Send(ParcelSample.Of(Options(service.Address), "a secret"), CancellationToken.None);
        Assert.Equal(outcome, result.Outcome);
        Assert.Contains(says, result.Detail, StringComparison.Ordinal);
        if (answer.Contains("Retry-After", StringComparison.Ordinal)) Assert.Equal(TimeSpan.FromSeconds(7), result.RetryAfter);
    }

    [Fact]
    public async Task A_service_in_a_private_network_is_not_spoken_to()
    {
        using var guarded = new S3Channel([]);
        var result = await guarded.Send(ParcelSample.Of(Options(new Uri("http://127.0.0.1:9")), "a secret"), CancellationToken.None);
        Assert.Equal(AttemptOutcome.NotConnected, result.Outcome);
        Assert.Contains("blocked-address", result.Detail, StringComparison.Ordinal);
    }

    /// <summary>The signature is botocore's, of the same request at the same moment.</summary>
    [Fact]
    public void A_request_is_signed_as_another_program_signs_it()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://examplebucket.s3.amazonaws.com/test.txt");
        S3Signature.Sign(request, default, new S3Options(new("https://examplebucket.s3.amazonaws.com"), "examplebucket", "us-east-1", "", "AKIAIOSFODNN7EXAMPLE"), "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", Instant.From(new DateTimeOffset(2013, 5, 24, 0, 0, 0, TimeSpan.Zero)));
        Assert.Equal("20130524T000000Z", request.Headers.GetValues("x-amz-date").Single());
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", request.Headers.GetValues("x-amz-content-sha256").Single());
        Assert.Equal("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=df548e2ce037944d03f3e68682813b093763996d597cf890ca3d9037fd231eb4", request.Headers.GetValues("Authorization").Single());
    }

    [Theory]
    [InlineData("{}", "endpoint")]
    [InlineData("""{"endpoint":"https://s3.example/path","bucket":"abc","keyId":"A"}""", "endpoint")]
    [InlineData("""{"endpoint":"https://s3.example","bucket":"../x","keyId":"A"}""", "bucket")]
    [InlineData("""{"endpoint":"https://s3.example","bucket":"abc"}""", "keyId")]
    [InlineData("""{"endpoint":"https://s3.example","bucket":"abc","keyId":"A","prefix":"a/../b"}""", "prefix")]
    public void Options_that_cannot_be_meant_are_refused_by_name(string options, string what) => Assert.Contains(what, _s3.WhyNot(options, "a secret")!.Message, StringComparison.Ordinal);

    public void Dispose() => _s3.Dispose();

    private static string Options(Uri endpoint) => $$"""{"endpoint":"{{endpoint.GetLeftPart(UriPartial.Authority)}}","bucket":"ledger-wire","prefix":"np","keyId":"AKIATEST"}""";

    /// <summary>A service that answers always the same, or hangs up.</summary>
    private sealed class BadService : IAsyncDisposable
    {
        private readonly System.Net.Sockets.TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _stop = new();
        private Task _serving = Task.CompletedTask;

        internal Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

        internal static Task<BadService> Start(string answer)
        {
            var service = new BadService();
            service._listener.Start();
            service._serving = service.Serve(answer);
            return Task.FromResult(service);
        }

        private async Task Serve(string answer)
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                    var stream = client.GetStream();
                    var buffer = new byte[65536];
                    if (await stream.ReadAsync(buffer, _stop.Token) == 0) continue;
                    await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer.Replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n", StringComparison.Ordinal)), _stop.Token);
                }
            }
            catch (Exception over) when (over is OperationCanceledException || (_stop.IsCancellationRequested && over is InvalidOperationException or SocketException or IOException)) { /* the test is over */ }
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            _listener.Stop();
            await _serving;
            _stop.Dispose();
        }
    }
}
