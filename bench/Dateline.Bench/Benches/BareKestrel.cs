namespace Dateline.Bench.Benches;

/// <summary>The limit of every page: Kestrel that answers with bytes from memory and nothing else. A process of its own, as Dateline is.</summary>
internal static class BareKestrel
{
    internal static async Task Run(BenchOptions options, Report report)
    {
        var url = options.Rest[1];
        var bytes = await File.ReadAllBytesAsync(options.Rest[2]);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        var app = builder.Build();
        app.Run(context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.ContentLength = bytes.Length;
            return context.Response.Body.WriteAsync(bytes).AsTask();
        });
        await app.StartAsync();
        Console.WriteLine("listening " + url);
        await app.WaitForShutdownAsync();
    }
}
