using Dateline.Bench;
using Dateline.Bench.Benches;

// dotnet run -c Release --project bench/Dateline.Bench -- NAME [--json] [--short] [--database "Host=…"]
// Each run measures the limit beside Dateline, in the same run, and prints one JSON line for each figure.
#if DEBUG
await Console.Error.WriteLineAsync("These are Debug figures: run with -c Release.");
#endif
var options = BenchOptions.Parse(args);
Func<BenchOptions, Report, Task>? bench = options.Name switch
{
    "g2" => G2Bench.Run,
    "formats" => FormatsBench.Run,
    "intake" => IntakeBench.Run,
    "publish" => PublishBench.Run,
    "page" => PageBench.Run,
    "sites" => SitesBench.Run,
    "start" => StartBench.Run,
    "archive" => ArchiveBench.Run,
    "desk" => DeskBench.Run,
    "api" => ApiBench.Run,
    "api-server" => ApiBench.Serve,
    "fanout" => FanoutBench.Run,
    "fanout-server" => FanoutBench.Serve,
    "fanout-bare" => FanoutBench.Limit,
    "bare-kestrel" => BareKestrel.Run,
    "uncached-site" => UncachedSite.Run,
    _ => null,
};
if (bench is null)
{
    await Console.Error.WriteLineAsync("bench: name one of g2, formats, intake, publish, page, sites, start, archive, desk, api, fanout");
    return 2;
}
var report = new Report(options);
await bench(options, report);
return 0;
