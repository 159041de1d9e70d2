using System.Diagnostics;
using Dateline.Store;

namespace Dateline.Bench.Benches;

/// <summary>The published build on an existing store of 1,000 stories: time to the first page, and memory idle.</summary>
internal static class StartBench
{
    internal static async Task Run(BenchOptions options, Report report)
    {
        var folder = Directory.CreateTempSubdirectory("dateline-bench-").FullName;
        try
        {
            report.Say("publishing the program (ReadyToRun)");
            var program = await Publish(folder);
            var data = Path.Combine(folder, "data");
            await using (var store = NewsStore.Open(new StoreOptions { Folder = data, Postgres = options.Database })) await Newsroom.Publish(store, 1000);
            var times = new List<double>();
            var resident = 0.0;
            for (var round = 0; round < 5; round++)
            {
                var clock = Stopwatch.StartNew();
                await using var server = await Child.Start(program, [.. new[] { "serve", "--data", data, "--urls", "{url}" }, .. options.Database is { } d ? new[] { "--database", d } : []]);
                using var http = new HttpClient();
                (await http.GetAsync(server.Url + "/")).EnsureSuccessStatusCode();
                times.Add(clock.Elapsed.TotalSeconds);
                await Task.Delay(3000);
                resident = Math.Max(resident, server.ResidentMiB());
            }
            var median = Report.Percentile(times, 50);
            report.Figure("first-page", median, "s", null, "<= 1.5 s", median <= 1.5);
            report.Figure("resident-idle", resident, "MiB", null, "<= 200 MiB", resident <= 200);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> Publish(string folder)
    {
        var project = Path.Combine(Root(), "src", "Dateline.App");
        var target = Path.Combine(folder, "published");
        using var publish = Process.Start(new ProcessStartInfo("dotnet", ["publish", project, "-c", "Release", "-o", target]) { RedirectStandardOutput = true })!;
        var said = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0 ? Path.Combine(target, "dateline") : throw new InvalidOperationException(said);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Dateline.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Run it inside the repository.");
    }
}
