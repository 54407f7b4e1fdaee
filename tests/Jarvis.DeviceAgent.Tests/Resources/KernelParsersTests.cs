using Jarvis.DeviceAgent.Resources;
using Shouldly;
using Xunit;

namespace Jarvis.DeviceAgent.Tests.Resources;

public class KernelParsersTests
{
    [Fact]
    public void Cpu_times_are_those_psutil_reads()
    {
        CpuTimes.Parse(Fixture.Read("node_exporter/stat"))
            .ShouldBe(new CpuTimes(301854, 612, 111922, 8979004, 3552, 2, 3944, 0));
    }

    [Fact]
    public void Busy_leaves_out_idle_and_iowait_and_holds_steal()
    {
        var earlier = new CpuTimes(0, 0, 0, 0, 0, 0, 0, 0);
        CpuTimes.BusyPercent(earlier, new CpuTimes(10, 5, 5, 50, 20, 2, 3, 5)).ShouldBe(30.0);
    }

    [Fact]
    public void Guest_time_is_not_counted_twice()
    {
        var stat = Fixture.Text("cpu  100 0 0 100 0 0 0 0 100 0\n");
        CpuTimes.BusyPercent(default, CpuTimes.Parse(stat)!.Value).ShouldBe(50.0);
    }

    [Fact]
    public void An_iowait_that_goes_back_makes_no_negative_step()
    {
        CpuTimes.BusyPercent(new CpuTimes(10, 0, 0, 100, 50, 0, 0, 0), new CpuTimes(20, 0, 0, 110, 45, 0, 0, 0)).ShouldBe(50.0);
    }

    [Fact]
    public void Counters_that_stand_still_or_were_set_back_give_no_percentage()
    {
        var times = new CpuTimes(10, 0, 0, 100, 50, 0, 0, 0);
        CpuTimes.BusyPercent(times, times).ShouldBeNull();
        CpuTimes.BusyPercent(times, new CpuTimes(12, 0, 0, 1, 0, 0, 0, 0)).ShouldBeNull();
    }

    // A kernel that does not say what is available.
    [Fact]
    public void Memory_is_what_psutil_reads()
    {
        var low = MachineMemory.ParseLowWatermarkPages(Fixture.Read("node_exporter/zoneinfo")) * 4096;
        var memory = MachineMemory.Parse(Fixture.Read("node_exporter/meminfo"), low);
        memory.ShouldBe(new MachineMemory(3_831_959_552, 416_122_880, 4_294_963_200, 3_231_088_640));
        memory.UsedPercent!.Value.ShouldBe(89.1, 0.05);
    }

    [Fact]
    public void More_available_than_there_is_falls_back_to_what_is_free()
    {
        MachineMemory.Parse(Fixture.Text("MemTotal: 100 kB\nMemFree: 40 kB\nMemAvailable: 400 kB\n")).UsedPercent.ShouldBe(60.0);
    }

    [Fact]
    public void A_figure_that_is_missing_overflows_or_is_no_number_is_unknown()
    {
        var memory = MachineMemory.Parse(Fixture.Text("MemTotal: 99999999999999999999 kB\nMemAvailable: x kB\nSwapTotal: -1 kB\n"));
        memory.ShouldBe(new MachineMemory(null, null, null, null));
        memory.UsedPercent.ShouldBeNull();
        memory.SwapPercent.ShouldBeNull();
    }

    [Fact]
    public void Pressure_is_read_by_name()
    {
        Pressure.Parse(Fixture.Read("node_exporter/pressure/io")).ShouldBe(new Pressure(0.18, 0.18));
        Pressure.Parse(Fixture.Read("node_exporter/pressure/memory")).ShouldBe(new Pressure(0, 0));
        Pressure.Parse([]).ShouldBe(new Pressure(null, null));
        Pressure.Parse(Fixture.Text("some avg10=NaN avg60=0\nfull avg10=Infinity\n")).ShouldBe(new Pressure(null, null));
    }

    [Fact]
    public void Disks_are_whole_ones_in_bytes()
    {
        var disks = new DeviceTraffic[32];
        var count = DeviceTraffic.ParseDisks(Fixture.Read("node_exporter/diskstats"), disks);
        // sda, mmcblk0, vda, nvme0n1, sdb, sdc; psutil's figures for the same file.
        count.ShouldBe(6);
        disks.Take(count).ShouldContain(d => d.InBytes == 513_713_216_512 && d.OutBytes == 258_916_880_384);
        disks.Take(count).ShouldContain(d => d.InBytes == 16_727_491_584 && d.OutBytes == 109_382_369_280);
        disks.Take(count).ShouldContain(d => d.InBytes == 2_377_714_176 && d.OutBytes == 20_199_236_096);
    }

    [Fact]
    public void Network_leaves_out_loopback_and_container_links()
    {
        var links = new DeviceTraffic[32];
        DeviceTraffic.ParseNetwork(Fixture.Read("procfs/26231/net/dev"), links).ShouldBe(1);
        (links[0].InBytes, links[0].OutBytes).ShouldBe((438, 648));
        DeviceTraffic.ParseNetwork(Fixture.Text("lo: 1 0 0 0 0 0 0 0 2\nveth1: 1 0 0 0 0 0 0 0 2\ndocker0: 1 0 0 0 0 0 0 0 2\neth0:7 0 0 0 0 0 0 0 9\n"), links).ShouldBe(1);
        (links[0].InBytes, links[0].OutBytes).ShouldBe((7, 9));
    }

    [Fact]
    public void A_process_is_read_after_the_last_bracket_of_its_name()
    {
        var vim = ProcessStat.Parse(Fixture.Read("procfs/26231/stat"))!.Value;
        (vim.ParentPid, vim.OwnTicks, vim.EndedChildrenTicks, vim.NumThreads, vim.StartTicks).ShouldBe((5392, 1677 + 44, 158 + 99, 1, 82375));
        ProcessStat.Parse(Fixture.Read("procfs/26231/stat"))!.Value.ResidentPages.ShouldBe(1981);
        ProcessStat.Parse(Fixture.Read("node_exporter/stat-of-10"))!.Value.OwnTicks.ShouldBe(14);

        var odd = ProcessStat.Parse(Fixture.Text("7 (a) R 1 (\nb) S 3 1 1 0 -1 0 0 0 0 0 5 6 7 8 20 0 2 0 99 1 4 0\n"))!.Value;
        (odd.State, odd.ParentPid, odd.OwnTicks, odd.StartTicks).ShouldBe(('S', 3, 11, 99));
    }

    [Fact]
    public void A_process_part_of_memory_is_its_anonymous_shared_and_swapped_part()
    {
        ProcessMemory.Parse(Fixture.Read("procfs/26231/smaps_rollup")).ShouldBe((29944 + 1940) * 1024);
        ProcessMemory.Parse(Fixture.Text("Pss: 500 kB\nPss_Anon: 100 kB\nPss_File: 370 kB\nPss_Shmem: 30 kB\nSwapPss: 5 kB\n")).ShouldBe(135 * 1024);
        ProcessMemory.Parse([]).ShouldBeNull();
    }

    [Fact]
    public void Process_io_is_bytes_of_storage()
    {
        ProcessIo.Parse(Fixture.Read("procfs/26231/io")).ShouldBe((1024, 2048));
    }

    [Fact]
    public void Group_memory_leaves_page_cache_out_in_both_versions()
    {
        CgroupText.ParseMemory(Fixture.Text("cache 9\nrss 1\ntotal_cache 900\ntotal_rss 100\ntotal_shmem 30\ntotal_swap 5\n")).ShouldBe((135, 870));
        CgroupText.ParseMemory(Fixture.Text("anon 100\nfile 900\nkernel 7\nshmem 30\n")).ShouldBe((130, 870));
        CgroupText.ParseMemory(Fixture.Text("garbage\n")).ShouldBe((null, null));
    }

    [Fact]
    public void Group_io_adds_up_all_devices_in_both_versions()
    {
        CgroupText.ParseIo(Fixture.Text("8:0 rbytes=10 wbytes=20 rios=1\n8:16 rbytes=1 wbytes=2\n")).ShouldBe((11, 22));
        CgroupText.ParseIo(Fixture.Text("8:0 Read 10\n8:0 Write 20\n8:0 Total 30\n8:16 Read 1\nTotal 31\n")).ShouldBe((11, 20));
        CgroupText.ParseIo(Fixture.Text("8:0 rbytes=x wbytes=20\n")).ShouldBe((null, 20));
    }

    [Fact]
    public void A_group_without_a_limit_has_none()
    {
        ContainerLimits.ParseCpuMax("max 100000\n"u8).ShouldBeNull();
        ContainerLimits.ParseCpuMax("150000 100000\n"u8).ShouldBe(1.5);
        ContainerLimits.Cores(-1, 100_000).ShouldBeNull();
        KernelText.Single("max\n"u8).ShouldBeNull();
        KernelText.Single("0\n-1\n2"u8).ShouldBeNull();
    }

    [Fact]
    public void Groups_are_found_below_the_root_the_mount_shows()
    {
        var groups = ContainerLimits.Groups("4:memory:/docker/abc/inner\n2:cpu,cpuacct:/\n0::/docker/abc\n"u8,
            Fixture.Text("""
                35 31 0:32 /docker/abc /sys/fs/cgroup/memory ro,relatime master:9 - cgroup cgroup rw,memory
                32 31 0:29 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu,cpuacct
                41 31 0:38 /docker/abc /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
                1 1 8:1 / / rw - ext4 /dev/vda rw

                """));
        groups["memory"].ShouldBe(["/sys/fs/cgroup/memory/inner", "/sys/fs/cgroup/memory"]);
        groups["cpuacct"].ShouldBe(["/sys/fs/cgroup/cpu"]);
        groups["unified"].ShouldBe(["/sys/fs/cgroup/unified"]);
    }
}
