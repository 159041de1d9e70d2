using System.Globalization;
using Dateline.Proofs;

// ./prove.sh NAME [--count N | --seconds N] [--seed N] [--database "Host=…"]
// Ends with one JSON line; every violation before it names its seed and the shortest history that shows it.
var name = args.FirstOrDefault() ?? "";
if (!Proofs.All.TryGetValue(name, out var prove))
{
    Console.Error.WriteLine("prove: name one of " + string.Join(", ", Proofs.All.Keys));
    return 2;
}
string? Value(string flag) => Array.IndexOf(args, flag) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
var options = new ProofOptions(
    Value("--count") is { } count ? int.Parse(count, CultureInfo.InvariantCulture) : null,
    Value("--seconds") is { } seconds ? TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)) : null,
    Value("--seed") is { } seed ? ulong.Parse(seed, CultureInfo.InvariantCulture) : (ulong)DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
    Value("--database"));
var result = await prove(options);
foreach (var violation in result.Violations.Take(20)) Console.Error.WriteLine(violation);
Console.WriteLine(result.ToJson());
return result.Holds ? 0 : 1;
