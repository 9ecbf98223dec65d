@echo off
rem Runs Deltatape from a checkout on Windows: finds a JDK 25, builds what is missing, starts a command. The zip of the
rem bridge for Windows has a deltatape.cmd of its own.
setlocal
set "ROOT=%~dp0"
set "COMMAND=%~1"
if "%COMMAND%"=="" goto usage
if "%COMMAND%"=="help" goto usage
if "%COMMAND%"=="--help" goto usage

set "MAIN="
if "%COMMAND%"=="demo" set "MAIN=io.deltatape.local.DemoMain"
if "%COMMAND%"=="watch" set "MAIN=io.deltatape.client.cli.WatchMain"
if "%COMMAND%"=="get" set "MAIN=io.deltatape.client.cli.GetMain"
if "%COMMAND%"=="tail" set "MAIN=io.deltatape.client.cli.TailMain"
if "%COMMAND%"=="bridge" set "MAIN=io.deltatape.bridge.BridgeMain"
if "%COMMAND%"=="streams" set "MAIN=io.deltatape.delta.DeltaStreamsMain"
if "%COMMAND%"=="gateway" set "MAIN=io.deltatape.gateway.GatewayMain"
if "%COMMAND%"=="simulate" set "MAIN=io.deltatape.simulator.Simulate"
if "%COMMAND%"=="bench" set "MAIN=io.deltatape.benchmarks.BenchMain"
if "%COMMAND%"=="verify" set "MAIN=verify"
if "%MAIN%"=="" (
  echo deltatape: there is no command "%COMMAND%" 1>&2
  call :usage 1>&2
  exit /b 2
)

call "%ROOT%infra\packaging\windows\src\main\zip\find-java.cmd" || exit /b 1
set "JAVA_HOME=%JAVA25%"

rem Not by shift: an argument such as KEY=VALUE would be taken apart.
set "ARGS="
for /f "tokens=1,*" %%A in ("%*") do set "ARGS=%%B"
if "%MAIN%"=="verify" goto verify

set "APP=%ROOT%infra\packaging\target\deltatape\"
set "CONF=%ROOT%infra\packaging\conf"
if not exist "%APP%lib" (
  echo deltatape: building once ... 1>&2
  pushd "%ROOT%"
  set "MAVEN_OPTS=--sun-misc-unsafe-memory-access=allow"
  call mvnw.cmd -q -B -ntp -Pquick -DskipTests -pl infra/packaging -am package || (popd & exit /b 1)
  popd
)

set "LOG=command"
if "%COMMAND%"=="bridge" set "LOG=service"
if "%COMMAND%"=="streams" set "LOG=service"
if "%COMMAND%"=="gateway" set "LOG=service"
set "SIZE=-Xmx1g"
if "%COMMAND%"=="bridge" set "SIZE=-XX:VMOptionsFile=%CONF%\bridge.vmoptions"
"%JAVA_HOME%\bin\java" "%SIZE%" -XX:+UseSerialGC -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow "-Dlogback.configurationFile=%CONF%\logback-%LOG%.xml" %DELTATAPE_JAVA_OPTS% -cp "%APP%lib\*" %MAIN% %ARGS%
exit /b %ERRORLEVEL%

:verify
cd /d "%ROOT%"
set "MAVEN_OPTS=--sun-misc-unsafe-memory-access=allow"
call mvnw.cmd -B -ntp verify %ARGS%
exit /b %ERRORLEVEL%

:usage
echo Usage: deltatape COMMAND [OPTIONS]     one of demo, verify, watch, get, tail, bridge, streams, gateway, simulate, bench
echo        deltatape COMMAND --help says more of each
exit /b 0
